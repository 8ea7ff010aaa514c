using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Probing;

/// <summary>Why an address could not be connected to.</summary>
internal static class ConnectFailures
{
    public static Failure Of(EndPoint endPoint, SocketError error)
    {
        FailureCause cause = endPoint is UnixEndPoint unixSocket ? CauseOfUnixSocket(unixSocket.Path, error) : CauseOf(endPoint, error);
        return Failure.Of(Phase.Connect, cause, EndPointText.Of(endPoint), SocketFailures.Words(cause, error)) with
        {
            NoRoute = cause == FailureCause.Unreachable
                && error is SocketError.NetworkUnreachable or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported,
        };
    }

    /// <summary>Why an address could not even be come from.</summary>
    public static Failure OfSource(IPAddress source, EndPoint endPoint, SocketError error) => Failure.Of(
        Phase.Connect,
        FailureCause.Local,
        EndPointText.Of(endPoint),
        error == SocketError.AddressNotAvailable
            ? $"not from {source}, for this machine has no such address; give --source one that it has"
            : $"not from {source} (--source): {SocketFailures.Words(FailureCause.Local, error)}");

    /// <summary>One error for two things: a machine without IPv6 has no address to come from, and one whose ports are all in use has
    /// none either. Without IPv4 there is no machine, so there it is the second.</summary>
    private static FailureCause CauseOf(EndPoint endPoint, SocketError error) =>
        error == SocketError.AddressNotAvailable && endPoint.AddressFamily == AddressFamily.InterNetwork
            ? FailureCause.Local
            : SocketFailures.CauseOf(error);

    /// <summary>unix(7) says "connection refused" of a file that is no socket, too: whoever named the wrong file should hear it.</summary>
    private static FailureCause CauseOfUnixSocket(string path, SocketError error) => error switch
    {
        SocketError.ConnectionRefused when OperatingSystem.IsLinux() && FileType.IsOtherThanSocket(path) => FailureCause.NotASocket,
        SocketError.AddressNotAvailable => FailureCause.NoSuchSocket,
        _ => SocketFailures.CauseOf(error),
    };
}
