namespace CheckTcp.Monitor.Storage.Sqlite.Packing;

/// <summary>Reads what <see cref="PackWriter"/> wrote.</summary>
/// <remarks>Every method throws <see cref="InvalidDataException"/> beyond the end: a damaged pack never reads past itself.</remarks>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly int Remaining => _rest.Length;

    public byte Byte() => Bytes(1)[0];

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)_rest.Length)
        {
            throw new InvalidDataException("A pack ends too early.");
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    public long Signed()
    {
        ulong value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A number that fits an <see cref="int"/>.</summary>
    public int Small()
    {
        ulong value = Number();
        return value <= int.MaxValue ? (int)value : throw new InvalidDataException("A number in a pack is too large.");
    }

    public ulong Number()
    {
        ulong value = 0;
        for (int i = 0; i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }

            if (i == 9)
            {
                break;
            }
        }

        throw new InvalidDataException("A number in a pack does not end.");
    }
}
