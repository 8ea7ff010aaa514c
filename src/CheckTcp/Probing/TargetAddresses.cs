using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Probing;

/// <summary>The addresses that a target stands for.</summary>
internal static class TargetAddresses
{
    /// <summary>What needs no resolver: an address, also in brackets, and the local machine when no host is given.</summary>
    public static bool TryWithoutLookup(Target target, [NotNullWhen(true)] out IReadOnlyList<EndPoint>? endPoints)
    {
        int port = target.Port!.Value;
        if (target.Host is null)
        {
            endPoints = target.Families switch
            {
                AddressFamilies.IPv4 => [new IPEndPoint(IPAddress.Loopback, port)],
                AddressFamilies.IPv6 => [new IPEndPoint(IPAddress.IPv6Loopback, port)],
                _ => [new IPEndPoint(IPAddress.Loopback, port), new IPEndPoint(IPAddress.IPv6Loopback, port)],
            };
            return true;
        }

        endPoints = HostName.TryParseAddress(target.Host, out IPAddress? address) ? [new IPEndPoint(address, port)] : null;
        return endPoints is not null;
    }

    /// <summary>In the order in which they are tried.</summary>
    public static IReadOnlyList<EndPoint> Of(IPAddress[] resolved, int port)
    {
        if (resolved.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        return [.. AddressOrder.Interleave(Array.ConvertAll(resolved, HostName.Plain)).Select(address => new IPEndPoint(address, port))];
    }
}
