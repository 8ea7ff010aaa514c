namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>A key with its tables, written as TOML has it.</summary>
internal static class KeyPath
{
    /// <summary><c>plugin.checks."a b"</c>: what is no bare key stands in quotes.</summary>
    public static string Join(string path, string key)
    {
        bool isBare = key.Length > 0 && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
        string escaped = key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        string part = isBare ? key : $"\"{escaped}\"";
        return path.Length == 0 ? part : $"{path}.{part}";
    }
}
