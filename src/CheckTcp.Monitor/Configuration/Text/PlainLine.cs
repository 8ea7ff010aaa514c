using System.Globalization;
using System.Text;

namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>Shows text of a file on one line of a terminal: what moves the cursor or turns the text round becomes
/// <c>\u{NNNN}</c>.</summary>
/// <remarks>Unlike <see cref="Verdicts.Display"/> it leaves <c>|</c> alone, which patterns are full of.</remarks>
internal static class PlainLine
{
    public static string Of(string text)
    {
        if (!text.EnumerateRunes().Any(IsUnfit))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!IsUnfit(rune))
            {
                line.Append(rune.ToString());
                continue;
            }

            line.Append(rune.Value switch
            {
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                var value => string.Create(CultureInfo.InvariantCulture, $@"\u{{{value:X4}}}"),
            });
        }

        return line.ToString();
    }

    private static bool IsUnfit(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
