using CheckTcp.Patterns.Unicode;

namespace CheckTcp.Patterns.Syntax;

/// <summary>Reads a backslash and what follows as one character; the same outside a class and in it.</summary>
internal static class RuneEscape
{
    private const int None = -1;

    /// <summary>Reads an escape.</summary>
    /// <param name="cursor">At the backslash.</param>
    /// <returns>The code point.</returns>
    public static int Read(Cursor cursor)
    {
        int start = cursor.Position++;
        switch (cursor.Read())
        {
            case Cursor.End:
                throw cursor.Fault(PatternErrorKind.TrailingBackslash, start);
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'x':
                return ReadHex(cursor, start);
            // A digit other than 0 begins an octal number only if another follows: alone it would be a backreference.
            case '0':
            case >= '1' and <= '7' when IsOctal(cursor.Current):
                cursor.Position--;
                return ReadOctal(cursor);
            case int rune when rune < 0x80 && !char.IsAsciiLetterOrDigit((char)rune):
                return rune;
            default:
                throw cursor.Fault(PatternErrorKind.InvalidEscape, start);
        }
    }

    private static int ReadOctal(Cursor cursor)
    {
        int value = 0;
        for (int digits = 0; digits < 3 && IsOctal(cursor.Current); digits++)
        {
            value = value * 8 + (cursor.Read() - '0');
        }

        return value;
    }

    private static int ReadHex(Cursor cursor, int start)
    {
        if (cursor.TryTake('{'))
        {
            return ReadBracedHex(cursor, start);
        }

        int high = ReadDigit(cursor);
        // Both are read before either is judged, so that the fault shows both.
        int low = cursor.IsAtEnd ? None : ReadDigit(cursor);
        return high != None && low != None ? high * 16 + low : throw cursor.Fault(PatternErrorKind.InvalidEscape, start);
    }

    private static int ReadBracedHex(Cursor cursor, int start)
    {
        int value = 0;
        int digits = 0;
        while (digits == 0 || !cursor.TryTake('}'))
        {
            int digit = ReadDigit(cursor);
            value = value * 16 + digit;
            digits++;
            if (digit == None || value > CharClassBuilder.LastRune)
            {
                throw cursor.Fault(PatternErrorKind.InvalidEscape, start);
            }
        }

        return value;
    }

    private static int ReadDigit(Cursor cursor) => cursor.Read() switch
    {
        int rune and >= '0' and <= '9' => rune - '0',
        int rune and >= 'a' and <= 'f' => rune - 'a' + 10,
        int rune and >= 'A' and <= 'F' => rune - 'A' + 10,
        _ => None,
    };

    private static bool IsOctal(char c) => c is >= '0' and <= '7';
}
