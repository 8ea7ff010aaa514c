using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>Tells of a run in which the server was to refuse the handshake with an alert.</summary>
internal static class RefusedHandshake
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

    public static string Words(TcpCheck check, Observation seen, byte expected)
    {
        string name = TlsAlert.Name(expected);
        return seen.Failure switch
        {
            { TlsAlert: { } alert } when alert == expected => $"Verified that the server refuses with TLS alert {name}. {JudgementMessage.InParentheses(check.Target)}",
            { TlsAlert: not null } other => $"{JudgementMessage.OfFailure(check, seen, other, JudgementMessage.ShownCharacters)}, not {name}",
            { } failure => JudgementMessage.OfFailure(check, seen, failure, JudgementMessage.ShownCharacters),
            null => $"The server does not refuse with TLS alert {name}. {JudgementMessage.InParentheses(check.Target)}",
        };
    }
}
