using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>getaddrinfo(3), which blocks until the resolver has answered or given up.</summary>
internal static unsafe class AddressLookup
{
    // <sys/socket.h> and <netinet/in.h> of Linux.
    private const int AfInet = 2;
    private const int AfInet6 = 10;
    private const int SockStream = 1;
    private const int IPv4Offset = 4;
    private const int IPv6Offset = 8;
    private const int ScopeOffset = 24;

    /// <exception cref="SocketException">The name has no address, or the resolver failed.</exception>
    public static IPAddress[] Resolve(string host, AddressFamily family)
    {
        Libc.AddressInfo hints = new() { Family = NativeOf(family), SocketType = SockStream };
        Libc.AddressInfo* first;
        int result = Libc.getaddrinfo(host, null, &hints, &first);
        if (result != 0)
        {
            throw new SocketException((int)ErrorOf(result));
        }

        var addresses = new List<IPAddress>();
        for (Libc.AddressInfo* entry = first; entry is not null; entry = entry->Next)
        {
            if (entry->Family is AfInet or AfInet6)
            {
                addresses.Add(AddressOf(entry));
            }
        }

        Libc.freeaddrinfo(first);
        return [.. addresses];
    }

    private static IPAddress AddressOf(Libc.AddressInfo* entry) => entry->Family == AfInet
        ? new IPAddress(new ReadOnlySpan<byte>(entry->Address + IPv4Offset, 4))
        : new IPAddress(new ReadOnlySpan<byte>(entry->Address + IPv6Offset, 16), *(uint*)(entry->Address + ScopeOffset));

    private static int NativeOf(AddressFamily family) => family switch
    {
        AddressFamily.InterNetwork => AfInet,
        AddressFamily.InterNetworkV6 => AfInet6,
        _ => 0,
    };

    /// <summary>The EAI_ codes of <c>&lt;netdb.h&gt;</c>, the same in glibc and musl.</summary>
    private static SocketError ErrorOf(int code) => code switch
    {
        -2 => SocketError.HostNotFound, // EAI_NONAME
        -5 or -9 => SocketError.NoData, // EAI_NODATA, EAI_ADDRFAMILY: a name without such an address
        -4 => SocketError.NoRecovery,   // EAI_FAIL
        _ => SocketError.TryAgain,
    };
}
