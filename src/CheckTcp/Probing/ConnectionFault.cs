using System.Net.Sockets;
using System.Security.Authentication;
using CheckTcp.Probing.Tls;

namespace CheckTcp.Probing;

/// <summary>What an exception of the platform's network means for a check. SslStream wraps what its transport throws, so the cause is
/// looked for along the chain.</summary>
internal static class ConnectionFault
{
    /// <summary>Whether the network, or a shortage on this machine, did this; everything else is a defect of ours and goes on up.</summary>
    public static bool IsOne(Exception e) =>
        e is SocketException or IOException or AuthenticationException or OperationCanceledException or OutOfMemoryException;

    /// <summary>Whether the peer cut the connection: what it had said before is still there to be read.</summary>
    public static bool IsReset(Exception e) =>
        e.GetBaseException() is SocketException socket && SocketFailures.CauseOf(socket.SocketErrorCode) == FailureCause.Reset;

    /// <exception cref="OperationCanceledException">It was the caller who gave up, not the deadline.</exception>
    public static Failure Of(Exception e, Phase phase, string subject, Deadline deadline, bool peerClosed)
    {
        deadline.ThrowIfCallerGaveUp();
        if (e is TlsAlertException { Alert: var plain })
        {
            return OfAlert(phase, subject, plain);
        }

        if (peerClosed)
        {
            return Failure.Of(phase, FailureCause.Closed, subject);
        }

        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException socket:
                    FailureCause why = SocketFailures.CauseOf(socket.SocketErrorCode);
                    return Failure.Of(phase, why, subject, SocketFailures.Words(why, socket.SocketErrorCode)) with
                    {
                        Errno = phase == Phase.Resolve ? null : ErrorNumbers.Of(socket), // the resolver has numbers of its own
                    };
                case OutOfMemoryException:
                    return Failure.Of(phase, FailureCause.Local, subject, FailureWords.NoMemory);
                case OperationCanceledException:
                    return Failure.Of(phase, FailureCause.TimedOut, subject, deadline.TimedOut);
                case { InnerException: null } when OpenSslError.AlertOf(cause.HResult) is { } alert:
                    return OfAlert(phase, subject, alert);
            }
        }

        return Failure.Of(phase, FailureCause.TlsProtocol, subject, TlsReason(e.GetBaseException()));
    }

    /// <summary>close_notify refuses nothing: it says that the peer goes.</summary>
    private static Failure OfAlert(Phase phase, string subject, int alert) => (alert == TlsAlert.CloseNotify
        ? Failure.Of(phase, FailureCause.Closed, subject)
        : Failure.Of(phase, FailureCause.TlsAlert, subject, $"refused with TLS alert {TlsAlert.Name(alert)}")) with
    {
        TlsAlert = alert,
    };

    /// <summary>Of OpenSSL's <c>error:0A00010B:SSL routines::wrong version number</c> the last part. SslStream looks at the first bytes
    /// itself, and has no inner cause when they are none of TLS.</summary>
    private static string TlsReason(Exception e) =>
        e is AuthenticationException or NoTlsException ? "the server did not answer with TLS" : e.Message[(e.Message.LastIndexOf(':') + 1)..];
}
