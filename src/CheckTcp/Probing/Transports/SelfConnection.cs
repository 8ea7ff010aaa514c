using System.Net;

namespace CheckTcp.Probing.Transports;

/// <summary>A TCP connection with itself: where nobody listens on a port of this machine, and the system chooses that very port for our own end, the
/// two open each other (RFC 9293 section 3.5). It takes whatever is sent to it for an answer.</summary>
internal static class SelfConnection
{
    /// <summary>struct sockaddr_in6 of Linux; that of IPv4 is shorter.</summary>
    public const int AddressBytes = 28;

    private const int LowestChosenPort = 1024;

    /// <summary>Whether a connection to this one is worth a look at our end: the system gives out no port below 1024 unless it was set up to.</summary>
    /// <remarks>Whether the address is this machine's, and the port one of those that are given out, would cost more to find out than to look.</remarks>
    public static bool MayBeOne(EndPoint remote) => remote is IPEndPoint { Port: >= LowestChosenPort };

    /// <summary>Whether the ends are the same one. To the address for any (<c>0.0.0.0</c>, <c>::</c>) the system connects from the one that it takes it
    /// for.</summary>
    public static bool IsOne(EndPoint? local, EndPoint remote) =>
        local is IPEndPoint ours && remote is IPEndPoint theirs && ours.Port == theirs.Port
        && (ours.Address.Equals(theirs.Address) || theirs.Address.Equals(IPAddress.Any) || theirs.Address.Equals(IPAddress.IPv6Any));

    /// <summary>The same for socket addresses of Linux: family, port, and from byte 4 an IPv4 address or from byte 8 one of IPv6.</summary>
    public static bool IsOne(ReadOnlySpan<byte> local, ReadOnlySpan<byte> remote)
    {
        bool isIPv4 = local.Length < AddressBytes;
        Range address = isIPv4 ? 4..8 : 8..24;
        return local[..4].SequenceEqual(remote[..4])
            && (local[address].SequenceEqual(remote[address]) || !remote[address].ContainsAnyExcept((byte)0));
    }
}
