using System.Buffers.Binary;
using System.Numerics;

namespace CheckTcp.Monitor.Storage.Sqlite.Packing;

/// <summary>The frame of every pack: a byte for the format, and a checksum.</summary>
/// <remarks>SQLite's own check looks at its pages' structure and not at what lies in a value, so that a flipped bit in a pack would be
/// shown as a strange response time. Four bytes over ten or more results are the price.</remarks>
internal static class Seal
{
    private const int Overhead = 1 + sizeof(uint);
    private const byte Format = 1;

    public static void Begin(PackWriter writer)
    {
        writer.Clear();
        writer.Byte(Format);
    }

    /// <returns>The pack, to be stored.</returns>
    public static byte[] Close(PackWriter writer)
    {
        writer.Fixed(Checksum(writer.Written));
        return writer.Written.ToArray();
    }

    /// <returns><c>false</c> when the pack is damaged, or of a format that we do not know.</returns>
    public static bool TryOpen(ReadOnlySpan<byte> pack, out PackReader content)
    {
        if (pack.Length < Overhead || pack[0] != Format || Checksum(pack[..^4]) != BinaryPrimitives.ReadUInt32LittleEndian(pack[^4..]))
        {
            content = default;
            return false;
        }

        content = new PackReader(pack[1..^4]);
        return true;
    }

    /// <summary>CRC-32C (RFC 3720, appendix B.4), eight bytes at a time.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }
}
