using System.Net.Sockets;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>The errors of connect(2), send(2) and recv(2) on Linux (errno(3)).</summary>
internal static class Errno
{
    public const int EPERM = 1;
    public const int EINTR = 4;
    public const int EAGAIN = 11;
    public const int EPIPE = 32;
    public const int ENAMETOOLONG = 36;
    public const int ELOOP = 40;
    public const int ENONET = 64;
    public const int EPROTO = 71;
    public const int EMSGSIZE = 90;
    public const int EPROTOTYPE = 91;
    public const int ENOPROTOOPT = 92;
    public const int EOPNOTSUPP = 95;
    public const int ECONNRESET = 104;
    public const int ECONNREFUSED = 111;
    public const int EINPROGRESS = 115;

    public static SocketError ToSocketError(int errno) => errno switch
    {
        0 => SocketError.Success,
        EPERM or 13 => SocketError.AccessDenied,       // 13: EACCES
        2 or 20 or 99 => SocketError.AddressNotAvailable, // ENOENT, ENOTDIR, EADDRNOTAVAIL
        EAGAIN => SocketError.WouldBlock,
        12 or 105 => SocketError.NoBufferSpaceAvailable, // ENOMEM, ENOBUFS
        22 => SocketError.InvalidArgument,             // EINVAL: fe80::1 without its zone
        23 or 24 => SocketError.TooManyOpenSockets,    // ENFILE, EMFILE
        EPIPE => SocketError.Shutdown,
        EPROTOTYPE => SocketError.ProtocolType,
        97 => SocketError.AddressFamilyNotSupported,   // EAFNOSUPPORT
        100 => SocketError.NetworkDown,
        101 => SocketError.NetworkUnreachable,
        103 => SocketError.ConnectionAborted,
        ECONNRESET => SocketError.ConnectionReset,
        107 => SocketError.NotConnected,
        110 => SocketError.TimedOut,
        ECONNREFUSED => SocketError.ConnectionRefused,
        112 => SocketError.HostDown,
        113 => SocketError.HostUnreachable,
        _ => SocketError.SocketError,
    };
}
