using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CheckTcp.Probing.Routes;

/// <summary>The header of HAProxy's PROXY protocol (proxy-protocol.txt), which goes before everything else on a connection.</summary>
internal static class ProxyHeader
{
    private const byte ProxyCommand = 0x21; // version 2, PROXY
    private const byte LocalCommand = 0x20; // version 2, LOCAL: what comes is the sender's own
    private const byte TcpOverIPv4 = 0x11;
    private const byte TcpOverIPv6 = 0x21;

    /// <summary>The header of a connection between these; where one is not known, as with a Unix socket, the one that leaves the receiver
    /// with the addresses that it sees.</summary>
    public static byte[] Of(ProxyProtocolVersion version, IPEndPoint? source, IPEndPoint? destination)
    {
        if (source is not null && destination is not null)
        {
            (source, destination) = Plain(source, destination);
        }

        return version switch
        {
            ProxyProtocolVersion.Version1 => Text(source, destination),
            ProxyProtocolVersion.Version2 => Binary(source, destination),
            _ => Binary(null, null),
        };
    }

    private static byte[] Text(IPEndPoint? source, IPEndPoint? destination) => Encoding.ASCII.GetBytes(
        source is null || destination is null
            ? "PROXY UNKNOWN\r\n"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"PROXY TCP{(IsIPv4(source) ? 4 : 6)} {source.Address} {destination.Address} {source.Port} {destination.Port}\r\n"));

    private static byte[] Binary(IPEndPoint? source, IPEndPoint? destination)
    {
        ReadOnlySpan<byte> signature = "\r\n\r\n\0\r\nQUIT\n"u8;
        if (source is null || destination is null)
        {
            return [.. signature, LocalCommand, 0, 0, 0];
        }

        byte[] from = source.Address.GetAddressBytes();
        byte[] to = destination.Address.GetAddressBytes();
        Span<byte> ports = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(ports, (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(ports[2..], (ushort)destination.Port);
        byte length = (byte)(from.Length + to.Length + ports.Length);
        return [.. signature, ProxyCommand, IsIPv4(source) ? TcpOverIPv4 : TcpOverIPv6, 0, length, .. from, .. to, .. ports];
    }

    /// <summary>An IPv4 connection over an IPv6 socket is one of IPv4, and a zone means nothing elsewhere.</summary>
    private static (IPEndPoint Source, IPEndPoint Destination) Plain(IPEndPoint source, IPEndPoint destination) =>
        source.Address.IsIPv4MappedToIPv6 && destination.Address.IsIPv4MappedToIPv6
            ? (new(source.Address.MapToIPv4(), source.Port), new(destination.Address.MapToIPv4(), destination.Port))
            : (WithoutZone(source), WithoutZone(destination));

    private static IPEndPoint WithoutZone(IPEndPoint endPoint) => new(new IPAddress(endPoint.Address.GetAddressBytes()), endPoint.Port);

    private static bool IsIPv4(IPEndPoint endPoint) => endPoint.AddressFamily == AddressFamily.InterNetwork;
}
