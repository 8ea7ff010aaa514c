using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Facade.Remote;

/// <summary>Who is at the other end of a Unix socket, as the kernel noted when it connected.</summary>
/// <param name="User">The effective user id.</param>
/// <param name="Group">The effective group id.</param>
/// <param name="OtherGroups">The other groups.</param>
internal sealed partial record PeerCredentials(uint User, uint Group, IReadOnlyList<uint> OtherGroups)
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int PeerCredential = 17; // SO_PEERCRED: struct ucred, that is process, user and group
    private const int PeerGroups = 59; // SO_PEERGROUPS
    private const int MostGroups = 1024;

    /// <summary>Our own user and group.</summary>
    public static PeerCredentials OfThisProcess => new(geteuid(), getegid(), []);

    /// <summary>The peer of a socket.</summary>
    /// <exception cref="SocketException">The kernel does not say.</exception>
    public static PeerCredentials Of(Socket socket)
    {
        Span<uint> credentials = stackalloc uint[3];
        socket.GetRawSocketOption(SocketLevel, PeerCredential, MemoryMarshal.AsBytes(credentials));
        return new PeerCredentials(credentials[1], credentials[2], GroupsOf(socket));
    }

    /// <summary>Whether a daemon with these credentials answers this peer.</summary>
    public bool MayAsk(PeerCredentials daemon) =>
        User == 0 || User == daemon.User || Group == daemon.Group || OtherGroups.Contains(daemon.Group);

    private static uint[] GroupsOf(Socket socket)
    {
        try
        {
            uint[] groups = new uint[MostGroups];
            int length = socket.GetRawSocketOption(SocketLevel, PeerGroups, MemoryMarshal.AsBytes(groups.AsSpan()));
            return groups[..(length / sizeof(uint))];
        }
        catch (SocketException)
        {
            return []; // more than fit, or a kernel before 4.13
        }
    }

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial uint getegid();
}
