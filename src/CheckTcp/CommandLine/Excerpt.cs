namespace CheckTcp.CommandLine;

/// <summary>How a value is quoted in a message about it.</summary>
internal static class Excerpt
{
    private const int ShownCharacters = 120;

    /// <summary>The value, or the beginning of one that would drown the message.</summary>
    public static string Of(string value) => value.Length <= ShownCharacters ? value : $"{value.AsSpan(0, ShownCharacters)}...";
}
