using System.Text.RegularExpressions;
using CheckTcp.CommandLine.DialogueFiles;

namespace CheckTcp.Monitor.Configuration.Toml;

/// <summary>Says what is wrong with a line that not TOML, and what to do about it.</summary>
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

        if (TomlMistake.Find(line) is { } known)
        {
            return $"not TOML: {known}";
        }

        if (Unit().Match(line) is { Success: true } unit)
        {
            return $"not TOML: a value with a unit needs quotes; write \"{unit.Groups["value"].Value}\"";
        }

        if (line.TrimStart().StartsWith('[') && !line.Contains(']', StringComparison.Ordinal))
        {
            return "not TOML: the name of a table ends with ]";
        }

        if (message.Contains("maximum depth", StringComparison.Ordinal))
        {
            return "not TOML that is read here: brackets nest too deeply";
        }

        if (BareWord().IsMatch(line))
        {
            return "not TOML: a text needs quotes, such as key = \"value\"";
        }

        // The parser quotes what it stumbled over, which may be part of a secret.
        return Secret().IsMatch(line) ? "not TOML; look at quotes and brackets" : $"not TOML: {Blank().Replace(message, " ").Trim()}";
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
