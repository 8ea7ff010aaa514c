using System.Buffers.Binary;

namespace CheckTcp.Monitor.Storage.Sqlite.Packing;

/// <summary>Writes numbers of varying length into one buffer that is used again and again.</summary>
/// <remarks>Seven bits a byte, the lowest first, as in Protocol Buffers; signed numbers zigzag, so that small ones stay short.</remarks>
internal sealed class PackWriter
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Reserve(value.Length));

    public void Fixed(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(sizeof(uint)), value);

    public void Signed(long value) => Number((ulong)((value << 1) ^ (value >> 63)));

    public void Number(ulong value)
    {
        const int longest = 10;
        if (Length + longest > _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)value;
    }

    private Span<byte> Reserve(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        Span<byte> room = _bytes.AsSpan(Length, count);
        Length += count;
        return room;
    }
}
