using System.Net.Sockets;

namespace CheckTcp.Probing;

/// <summary>What a socket's error means for a check.</summary>
internal static class SocketFailures
{
    public static FailureCause CauseOf(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => FailureCause.Refused,
        SocketError.TimedOut => FailureCause.TimedOut,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown
            or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported // a machine without that family
            => FailureCause.Unreachable,
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.NotConnected
            => FailureCause.Reset,
        SocketError.HostNotFound or SocketError.NoData => FailureCause.NameNotFound,
        SocketError.TryAgain or SocketError.NoRecovery => FailureCause.ResolverFailed,
        SocketError.AccessDenied => FailureCause.PermissionDenied,
        _ => FailureCause.Local,
    };

    /// <summary>The cause in words; for one without a name of its own, the system's text.</summary>
    public static string Words(FailureCause cause, SocketError error) =>
        cause != FailureCause.Local ? FailureWords.Of(cause)
        : error == SocketError.NoBufferSpaceAvailable ? FailureWords.NoMemory
        : new SocketException((int)error).Message;
}
