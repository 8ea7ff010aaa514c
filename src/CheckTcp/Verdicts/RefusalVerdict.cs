using CheckTcp.Checks;
using CheckTcp.Dialogue;
using CheckTcp.Probing;
using CheckTcp.Probing.Tls;

namespace CheckTcp.Verdicts;

/// <summary>Judges a run in which the server was to refuse the handshake with an alert.</summary>
internal static class RefusalVerdict
{
    /// <returns><c>null</c> where no handshake is to be refused.</returns>
    public static byte? AlertExpectedBy(TcpCheck check)
    {
        if (check.ExpectClosed)
        {
            return null;
        }

        TlsSettings? settings = check.Tls;
        foreach (Step step in check.Steps)
        {
            settings ??= (step as StartTlsStep)?.Settings;
        }

        return settings?.ExpectedAlert;
    }

    public static (Status Status, string Message) Of(TcpCheck check, Observation seen, byte expected)
    {
        string name = TlsAlert.Name(expected);
        return seen.Failure switch
        {
            { TlsAlert: { } alert } when alert == expected => (Status.Ok, Verified(check, expected)),
            { TlsAlert: not null } other => (check.FailureStatus, $"{Verdict.OfFailure(check, seen, other).Message}, not {name}"),
            { } failure => Verdict.OfFailure(check, seen, failure),
            null => (check.FailureStatus, $"The server does not refuse with TLS alert {name}. {Verdict.InParentheses(check.Target)}"),
        };
    }

    /// <summary>That it did.</summary>
    public static string Verified(TcpCheck check, byte alert) =>
        $"Verified that the server refuses with TLS alert {TlsAlert.Name(alert)}. {Verdict.InParentheses(check.Target)}";
}
