using System.Text.RegularExpressions;

namespace CheckTcp.Monitor.Configuration.Toml;

/// <summary>Says what is wrong with a line that is no TOML, and what to do about it.</summary>
internal static partial class SyntaxFault
{
    /// <param name="message">The parser's message, which may quote the line.</param>
    /// <param name="line">The line.</param>
    public static string Describe(string message, string line)
    {
        if (DefinedTwice().Match(message) is { Success: true } twice)
        {
            return $"{twice.Groups["key"].Value} is defined in line {twice.Groups["line"].Value} already; keep one of them";
        }

        if (Unit().Match(line) is { Success: true } unit)
        {
            return $"is no TOML: a value with a unit stands in quotes; write \"{unit.Groups["value"].Value}\"";
        }

        if (line.TrimStart().StartsWith('[') && !line.Contains(']', StringComparison.Ordinal))
        {
            return "is no TOML: the name of a table ends with ]";
        }

        if (message.Contains("maximum depth", StringComparison.Ordinal))
        {
            return "is no TOML that is read here: brackets nest too deeply";
        }

        if (BareWord().IsMatch(line))
        {
            return "is no TOML: a text stands in quotes, such as key = \"value\"";
        }

        // The parser quotes what it stumbled over, which may be part of a secret.
        return Secret().IsMatch(line) ? "is no TOML; look at quotes and brackets" : $"is no TOML: {Blank().Replace(message, " ").Trim()}";
    }

    [GeneratedRegex(@"^The key `(?<key>[^`]*)` is already defined at \((?<line>\d+),\d+\)")]
    private static partial Regex DefinedTwice();

    [GeneratedRegex(@"=\s*(?<value>[-+]?[0-9][0-9.]*(ns|us|ms|[smhd])([0-9.]+(ns|us|ms|[smhd]))*)\s*(#.*)?$")]
    private static partial Regex Unit();

    [GeneratedRegex(@"^\s*[-\w.]+\s*=\s*[\p{L}/][^""'=]*$")]
    private static partial Regex BareWord();

    [GeneratedRegex("api_?key|proxy|password|secret|token", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"[\s␤]+")]
    private static partial Regex Blank();
}
