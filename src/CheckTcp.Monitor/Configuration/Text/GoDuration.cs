using System.Buffers;

namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>Durations as Go's <c>time.ParseDuration</c> reads them: a sign, then numbers with units, such as <c>1h30m</c> or
/// <c>2.5h</c>.</summary>
internal static class GoDuration
{
    private static readonly (string Name, long Nanoseconds)[] Units =
    [
        ("ns", 1),
        ("us", 1_000),
        ("\u00B5s", 1_000), // the micro sign
        ("\u03BCs", 1_000), // the letter mu
        ("ms", 1_000_000),
        ("s", 1_000_000_000),
        ("m", 60_000_000_000),
        ("h", 3_600_000_000_000),
    ];

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create(".0123456789");

    private static readonly (string Name, long Nanoseconds)[] UnitsWithDays = [.. Units, ("d", 24 * 3_600_000_000_000)];

    /// <param name="text">The duration.</param>
    /// <param name="nanoseconds">Its length.</param>
    /// <param name="withDays">Whether <c>d</c> is a unit too, which Go does not know.</param>
    /// <returns><c>false</c> for anything else, and for what 64 bits do not hold.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out long nanoseconds, bool withDays = false)
    {
        nanoseconds = 0;
        bool negative = text is ['-', ..];
        ReadOnlySpan<char> rest = text is ['-' or '+', ..] ? text[1..] : text;
        if (rest is "0")
        {
            return true;
        }

        UInt128 sum = 0;
        bool any = false;
        while (!rest.IsEmpty)
        {
            if (!TryReadPart(ref rest, withDays ? UnitsWithDays : Units, out UInt128 part))
            {
                return false;
            }

            sum += part;
            any = true;
            if (sum > (ulong)long.MaxValue + (negative ? 1u : 0u))
            {
                return false;
            }
        }

        nanoseconds = negative ? (long)-(Int128)sum : (long)sum;
        return any;
    }

    private static bool TryReadPart(ref ReadOnlySpan<char> rest, (string Name, long Nanoseconds)[] units, out UInt128 nanoseconds)
    {
        nanoseconds = 0;
        ReadOnlySpan<char> whole = TakeDigits(ref rest);
        ReadOnlySpan<char> fraction = [];
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
        }

        if ((whole.IsEmpty && fraction.IsEmpty) || !TryReadWhole(whole, out ulong number))
        {
            return false;
        }

        int next = rest.IndexOfAny(NumberCharacters);
        int end = next < 0 ? rest.Length : next;
        if (!TryFindUnit(rest[..end], units, out long unit))
        {
            return false;
        }

        rest = rest[end..];
        nanoseconds = ((UInt128)number * (ulong)unit) + FractionOf(fraction, unit);
        return true;
    }

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> rest)
    {
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = end < 0 ? rest : rest[..end];
        rest = rest[digits.Length..];
        return digits;
    }

    private static bool TryReadWhole(ReadOnlySpan<char> digits, out ulong number)
    {
        const ulong Most = 1UL << 63; // with a minus it still is a number of 64 bits
        number = 0;
        foreach (char digit in digits)
        {
            if (number > Most / 10)
            {
                return false;
            }

            number = (number * 10) + (ulong)(digit - '0');
        }

        return number <= Most;
    }

    private static bool TryFindUnit(ReadOnlySpan<char> name, (string Name, long Nanoseconds)[] units, out long nanoseconds)
    {
        foreach ((string known, long length) in units)
        {
            if (name.SequenceEqual(known))
            {
                nanoseconds = length;
                return true;
            }
        }

        nanoseconds = 0;
        return false;
    }

    /// <summary>Digits beyond what 64 bits hold change nothing, as in Go.</summary>
    private static ulong FractionOf(ReadOnlySpan<char> digits, long unit)
    {
        const int HeldDigits = 18;
        ulong value = 0;
        double scale = 1;
        foreach (char digit in digits[..Math.Min(digits.Length, HeldDigits)])
        {
            value = (value * 10) + (ulong)(digit - '0');
            scale *= 10;
        }

        return (ulong)(value * (unit / scale));
    }
}
