namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>A text that the system gives as a file.</summary>
internal static class SystemFile
{
    /// <returns>Empty when there is none, or it may not be read.</returns>
    public static string Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Lines of a name, a sign between, and a value.</summary>
    public static IEnumerable<(string Name, string Value)> Pairs(string text, char between) =>
        text.Split('\n')
            .Select(line => line.Split(between, 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => (parts[0].Trim(), parts[1].Trim()));
}
