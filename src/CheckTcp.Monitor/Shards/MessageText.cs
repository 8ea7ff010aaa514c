namespace CheckTcp.Monitor.Shards;

/// <summary>Messages as they are kept and reported.</summary>
internal static class MessageText
{
    /// <summary>Mackerel keeps so many code points of a message.</summary>
    public const int MaxCodePoints = 1024;

    /// <summary>The message up to <see cref="MaxCodePoints"/>, as the agent cuts it.</summary>
    public static string Cut(string message)
    {
        if (message.Length <= MaxCodePoints)
        {
            return message;
        }

        int end = 0;
        for (int count = 0; count < MaxCodePoints && end < message.Length; count++)
        {
            end += char.IsSurrogatePair(message, end) ? 2 : 1;
        }

        return message[..end];
    }
}
