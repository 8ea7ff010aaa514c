using System.Text.RegularExpressions;

namespace CheckTcp.Monitor.Rules;

/// <summary>Figures in the text of a check: how long it took, how much is free.</summary>
internal static partial class Figures
{
    /// <summary>The text with every number in it written alike, so that texts that differ in their figures alone are the same.</summary>
    public static string LeaveOut(string text) => Number().Replace(text, "0");

    /// <summary>Digits, and points, commas and colons between digits: <c>0.001</c>, <c>1,024</c>, <c>12:30:05</c>.</summary>
    [GeneratedRegex("[0-9]+(?:[.,:][0-9]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
