namespace CheckTcp.Patterns.Matching;

/// <summary>
/// Puts characters together from UTF-8 bytes that arrive one by one. What is legal is table 3-7 of the Unicode Standard:
/// no overlong forms, no surrogates, nothing past U+10FFFF.
/// </summary>
internal struct RuneAssembler
{
    /// <summary>What a byte counts as that is part of no legal sequence: U+FFFD.</summary>
    public const int Replacement = 0xFFFD;

    /// <summary>The first byte value that is not a character by itself.</summary>
    public const int FirstNonAscii = 0x80;

    private int _bits;
    private byte _missing;
    private byte _lowest;
    private byte _highest;

    /// <summary>How many bytes of an unfinished character are kept: 0 to 3.</summary>
    public int Held { get; private set; }

    /// <summary>Begins a character of two bytes or more.</summary>
    /// <returns>False if no such character begins with this byte; nothing is kept then.</returns>
    public bool TryBegin(byte value)
    {
        (int bits, int missing, int lowest, int highest) = value switch
        {
            >= 0xC2 and <= 0xDF => (value & 0x1F, 1, 0x80, 0xBF),
            0xE0 => (value & 0x0F, 2, 0xA0, 0xBF),
            0xED => (value & 0x0F, 2, 0x80, 0x9F),
            >= 0xE1 and <= 0xEF => (value & 0x0F, 2, 0x80, 0xBF),
            0xF0 => (value & 0x07, 3, 0x90, 0xBF),
            >= 0xF1 and <= 0xF3 => (value & 0x07, 3, 0x80, 0xBF),
            0xF4 => (value & 0x07, 3, 0x80, 0x8F),
            _ => (0, 0, 0, 0),
        };
        (_bits, _missing, _lowest, _highest) = (bits, (byte)missing, (byte)lowest, (byte)highest);
        Held = missing > 0 ? 1 : 0;
        return missing > 0;
    }

    /// <summary>Adds a byte to the character begun.</summary>
    /// <param name="value">The next byte.</param>
    /// <param name="rune">The character, if this byte completes it: nothing is held any more then.</param>
    /// <returns>False if the byte cannot stand here; the bytes held stay as they are.</returns>
    public bool TryContinue(byte value, out int rune)
    {
        rune = 0;
        if (value < _lowest || value > _highest)
        {
            return false;
        }

        _bits = (_bits << 6) | (value & 0x3F);
        (_lowest, _highest) = (0x80, 0xBF);
        Held++;
        if (--_missing == 0)
        {
            rune = _bits;
            Held = 0;
        }

        return true;
    }

    /// <summary>Gives up the character begun.</summary>
    /// <returns>How many bytes were held.</returns>
    public int Abandon()
    {
        int held = Held;
        Held = 0;
        return held;
    }
}
