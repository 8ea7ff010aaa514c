using System.Globalization;

namespace CheckTcp.CommandLine;

/// <summary>Numbers as the original's command line takes them (Go's <c>strconv.ParseInt</c> in base 10 and <c>ParseFloat</c>).</summary>
internal static class NumberText
{
    /// <summary>Decimal digits with an optional sign: no blanks, no <c>0x15</c>, no <c>21.0</c>.</summary>
    public static bool TryParseInteger(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
        && !text.Contains('\0'); // .NET passes over NULs at the end of a number

    /// <summary><c>1 1.5 .5 5. 1e1 +3 Inf NaN</c>; neither units nor what is too large for a double.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out double number)
    {
        if (TryParseWord(text, out number))
        {
            return true;
        }

        const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return text.ContainsAnyInRange('0', '9')
            && double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number)
            && !text.Contains('\0');
    }

    private static bool TryParseWord(ReadOnlySpan<char> text, out double number)
    {
        bool negative = text.StartsWith('-');
        ReadOnlySpan<char> word = text.TrimStart("+-");
        bool signed = text.Length - word.Length is 0 or 1;
        if (word.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            number = double.NaN;
            return word.Length == text.Length;
        }

        number = negative ? double.NegativeInfinity : double.PositiveInfinity;
        return signed
            && (word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase));
    }
}
