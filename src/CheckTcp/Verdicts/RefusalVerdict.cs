using CheckTcp.Checks;
using CheckTcp.Probing;
using CheckTcp.Probing.Tls;

namespace CheckTcp.Verdicts;

/// <summary>Judges a run in which the server was to refuse the handshake with an alert.</summary>
internal static class RefusalVerdict
{
    public static (Status Status, string Message) Of(TcpCheck check, Observation seen, byte expected)
    {
        string name = TlsAlert.Name(expected);
        string target = check.Target.SocketPath is { } path ? $"(sock={Display.Escape(path)})" : $"(port={check.Target.Port})";
        return seen.Failure switch
        {
            { TlsAlert: { } alert } when alert == expected => (Status.Ok, $"Verified that the server refuses with TLS alert {name}. {target}"),
            { TlsAlert: not null } other => (check.FailureStatus, $"{Verdict.Words(other)}, not {name}"),
            { } failure => (check.FailureStatus, Verdict.Words(failure)),
            null => (check.FailureStatus, $"The server does not refuse with TLS alert {name}. {target}"),
        };
    }
}
