using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Probing;

/// <summary>Why an address could not be connected to.</summary>
internal static class ConnectFailures
{
    public static Failure Of(EndPoint endPoint, in ConnectOutcome outcome)
    {
        (FailureCause cause, string? words) = endPoint switch
        {
            UnixEndPoint unixSocket => OfUnixSocket(unixSocket.Path, outcome),
            IPEndPoint ip when outcome.AtOnce => LocalRefusals.Of(ip, outcome),
            _ => NetworkAnswers.Of(outcome),
        };
        return Failure.Of(Phase.Connect, cause, EndPointText.Of(endPoint), words ?? SocketFailures.Words(cause, outcome.Error)) with
        {
            Errno = outcome.ErrorNumber,
            NoRoute = cause == FailureCause.Unreachable && outcome.AtOnce,
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

    /// <summary>unix(7) says "connection refused" of a file that is no socket, too: whoever named the wrong file should hear it.</summary>
    private static (FailureCause Cause, string? Words) OfUnixSocket(string path, in ConnectOutcome outcome) => outcome switch
    {
        { ErrorNumber: Errno.ELOOP } => (FailureCause.Local, "too many symbolic links in the path; give the path that they lead to"),
        { ErrorNumber: Errno.ENAMETOOLONG } => (FailureCause.Local, "a name in the path is too long; give the path that the server uses"),
        { ErrorNumber: Errno.EPROTOTYPE } => (FailureCause.Local, "not a stream socket; check-tcp can only check sockets of type SOCK_STREAM"),
        { Error: SocketError.ConnectionRefused } when OperatingSystem.IsLinux() && FileType.IsOtherThanSocket(path) => (FailureCause.NotASocket, null),
        { Error: SocketError.AddressNotAvailable } => (FailureCause.NoSuchSocket, null),
        _ => (SocketFailures.CauseOf(outcome.Error), null),
    };
}
