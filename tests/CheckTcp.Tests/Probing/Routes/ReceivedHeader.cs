using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace CheckTcp.Tests.Probing.Routes;

/// <summary>A header of the PROXY protocol as a receiver reads it (proxy-protocol.txt sections 2.1 and 2.2), and what came after it.</summary>
internal sealed record ReceivedHeader(IPEndPoint? Source, IPEndPoint? Destination, string Rest)
{
    private static readonly byte[] Signature = Convert.FromHexString("0D0A0D0A000D0A515549540A");

    public static ReceivedHeader Read(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature) ? ReadBinary(bytes) : ReadText(bytes);

    private static ReceivedHeader ReadText(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf("\r\n"u8);
        Assert.InRange(end, 1, 105); // 107 with the line end are the most
        string[] words = Encoding.ASCII.GetString(bytes[..end]).Split(' ');
        string rest = Encoding.ASCII.GetString(bytes[(end + 2)..]);
        Assert.Equal("PROXY", words[0]);
        if (words[1] == "UNKNOWN")
        {
            return new(null, null, rest);
        }

        Assert.Equal(6, words.Length);
        var source = new IPEndPoint(IPAddress.Parse(words[2]), int.Parse(words[4], NumberStyles.None, CultureInfo.InvariantCulture));
        var destination = new IPEndPoint(IPAddress.Parse(words[3]), int.Parse(words[5], NumberStyles.None, CultureInfo.InvariantCulture));
        Assert.Equal(words[1], source.Address.GetAddressBytes().Length == 4 ? "TCP4" : "TCP6");
        return new(source, destination, rest);
    }

    private static ReceivedHeader ReadBinary(ReadOnlySpan<byte> bytes)
    {
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        ReadOnlySpan<byte> addresses = bytes.Slice(16, length);
        string rest = Encoding.ASCII.GetString(bytes[(16 + length)..]);
        if (bytes[12] == 0x20)
        {
            return new(null, null, rest);
        }

        Assert.Equal(0x21, bytes[12]);
        int size = bytes[13] switch { 0x11 => 4, 0x21 => 16, var other => throw new InvalidDataException($"family {other}") };
        Assert.Equal((2 * size) + 4, length);
        return new(
            new(new IPAddress(addresses[..size]), BinaryPrimitives.ReadUInt16BigEndian(addresses[(2 * size)..])),
            new(new IPAddress(addresses.Slice(size, size)), BinaryPrimitives.ReadUInt16BigEndian(addresses[((2 * size) + 2)..])),
            rest);
    }
}
