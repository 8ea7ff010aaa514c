using System.Buffers;
using System.Globalization;
using System.Text;

namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>Shows text of a file on one line of a terminal: what moves the cursor or turns the text round becomes
/// <c>\u{NNNN}</c>, and a byte that is not UTF-8 (<see cref="ByteText"/>) <c>\xNN</c>.</summary>
/// <remarks>Unlike <see cref="Display"/> it leaves <c>|</c> alone, which patterns are full of.</remarks>
internal static class PlainLine
{
    public static string Of(string text)
    {
        if (!text.EnumerateRunes().Any(IsUnfit) && !ByteText.ContainsEscapedByte(text))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length;)
        {
            bool isRune = Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length) == OperationStatus.Done;
            line.Append(isRune ? Of(rune) : string.Create(CultureInfo.InvariantCulture, $@"\x{text[i] & 0xFF:X2}"));
            i += length;
        }

        return line.ToString();
    }

    private static string Of(Rune rune) => !IsUnfit(rune) ? rune.ToString() : rune.Value switch
    {
        '\n' => @"\n",
        '\r' => @"\r",
        '\t' => @"\t",
        var value => string.Create(CultureInfo.InvariantCulture, $@"\u{{{value:X4}}}"),
    };

    private static bool IsUnfit(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
