using System.Text;

namespace CheckTcp.CommandLine.Nagios;

/// <summary>Patterns that mean text as it is written.</summary>
internal static class LiteralPattern
{
    /// <summary>Finds this text; no text at all is found in any answer, but not in none.</summary>
    /// <remarks>A byte that is no UTF-8 reads as U+FFFD in patterns and answers alike.</remarks>
    public static string Of(string text)
    {
        if (text.Length == 0)
        {
            return "(?s:.)";
        }

        var pattern = new StringBuilder(text.Length + 8);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
            {
                pattern.Append($@"\x{{{rune.Value:X}}}");
            }
            else
            {
                pattern.Append(MeansMore(rune) ? @"\" : "").Append(rune.ToString());
            }
        }

        return pattern.ToString();
    }

    private static bool MeansMore(Rune rune) => rune.Value is '\\' or '.' or '+' or '*' or '?' or '(' or ')' or '[' or ']' or '{' or '}' or '^' or '$' or '|';
}
