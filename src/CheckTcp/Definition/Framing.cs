namespace CheckTcp;

/// <summary>How a protocol says where its messages end.</summary>
public abstract record Framing
{
    private protected Framing()
    {
    }

    /// <summary>The length of the message that begins so.</summary>
    /// <param name="start">Its first bytes.</param>
    /// <returns>The bytes of the whole message, never fewer than tell its length; <see cref="Impossible"/> when it is said to be shorter
    /// than that, or <c>null</c> when more must come to tell.</returns>
    internal abstract long? LengthOf(ReadOnlySpan<byte> start);

    /// <summary>The length of no message: it would end before the field that holds it.</summary>
    internal const long Impossible = 0;

    /// <summary>The length that a field tells, if the message has room for that field.</summary>
    private protected static long Plausible(long length, int endOfField) => length < endOfField ? Impossible : length;
}

/// <summary>Messages with a field of fixed width that holds a length, the highest byte first.</summary>
/// <param name="Offset">Bytes before the field.</param>
/// <param name="Width">Bytes of the field, 1 to 4.</param>
/// <param name="Uncounted">Bytes of the message that the field does not count; negative when it counts more than there are.</param>
public sealed record BigEndianFraming(int Offset, int Width, int Uncounted) : Framing
{
    internal override long? LengthOf(ReadOnlySpan<byte> start)
    {
        if (start.Length < Offset + Width)
        {
            return null;
        }

        long length = 0;
        foreach (byte digit in start.Slice(Offset, Width))
        {
            length = (length << 8) | digit;
        }

        return Plausible(length + Uncounted, Offset + Width);
    }
}

/// <summary>Messages with a field of fixed width that holds a length, the lowest byte first.</summary>
/// <param name="Offset">Bytes before the field.</param>
/// <param name="Width">Bytes of the field, 1 to 4.</param>
/// <param name="Uncounted">Bytes of the message that the field does not count.</param>
public sealed record LittleEndianFraming(int Offset, int Width, int Uncounted) : Framing
{
    internal override long? LengthOf(ReadOnlySpan<byte> start)
    {
        if (start.Length < Offset + Width)
        {
            return null;
        }

        long length = 0;
        for (int i = Width - 1; i >= 0; i--)
        {
            length = (length << 8) | start[Offset + i];
        }

        return Plausible(length + Uncounted, Offset + Width);
    }
}

/// <summary>An element of ASN.1 in BER, with a tag of one byte (X.690 section 8.1): LDAP's messages.</summary>
public sealed record BerFraming : Framing
{
    private const int LongForm = 0x80;
    private const int MaxLengthBytes = 4;

    internal override long? LengthOf(ReadOnlySpan<byte> start)
    {
        if (start.Length < 2)
        {
            return null;
        }

        if (start[1] < LongForm)
        {
            return 2 + start[1];
        }

        int width = start[1] & ~LongForm;
        return width is 0 or > MaxLengthBytes ? long.MaxValue : new BigEndianFraming(2, width, 2 + width).LengthOf(start);
    }
}

/// <summary>One byte of type and a length of seven bits a byte, the lowest first: MQTT's packets (MQTT 3.1.1 section 2.2.3).</summary>
public sealed record VariableLengthFraming : Framing
{
    private const int MaxLengthBytes = 4;

    internal override long? LengthOf(ReadOnlySpan<byte> start)
    {
        long length = 0;
        for (int i = 0; i < MaxLengthBytes; i++)
        {
            if (start.Length < 2 + i)
            {
                return null;
            }

            length |= (long)(start[1 + i] & 0x7F) << (7 * i);
            if (start[1 + i] < 0x80)
            {
                return 2 + i + length;
            }
        }

        return long.MaxValue;
    }
}
