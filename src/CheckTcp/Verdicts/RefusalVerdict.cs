using System.Collections.Immutable;
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

    public static Result Of(TcpCheck check, Observation seen, byte expected)
    {
        if (seen.Failure?.TlsAlert == expected)
        {
            return OfRefusal(check, seen, expected);
        }

        string name = TlsAlert.Name(expected);
        (Status status, string message) = seen.Failure switch
        {
            { TlsAlert: not null } other => (check.FailureStatus, $"{Verdict.OfFailure(check, seen, other).Message}, not {name}"),
            { } failure => Verdict.OfFailure(check, seen, failure),
            null => (check.FailureStatus, $"The server does not refuse with TLS alert {name}. {Verdict.InParentheses(check.Target)}"),
        };
        return new Result(check.Name, check.StatusMap[status], message) { Passed = status == Status.Ok };
    }

    /// <summary>What was wanted; how long it took, and the certificate that was shown before, count as after a handshake that goes well.</summary>
    private static Result OfRefusal(TcpCheck check, Observation seen, byte alert)
    {
        Status ofTimes = check.Thresholds.StatusOf(seen.ResponseTime, seen.Phases);
        ImmutableArray<SlowPhase> slow = ofTimes == Status.Ok ? [] : SlowPhases.Of(check.Thresholds, ofTimes, seen);
        CertificateWatch certificates = CertificateWatch.OfRefused(check.Thresholds, seen);
        string late = slow.IsEmpty ? "" : $"{SlowPhases.WordsOfAll(slow)}: ";
        string message = Verdict.Reason(certificates) + late + Verified(check, alert);
        return new Result(check.Name, check.StatusMap[Verdict.Worse(certificates.Status, ofTimes)], message)
        {
            Slow = slow,
            Passed = true,
            Certificate = certificates.Expiring,
        };
    }

    /// <summary>That it did.</summary>
    public static string Verified(TcpCheck check, byte alert) =>
        $"Verified that the server refuses with TLS alert {TlsAlert.Name(alert)}. {Verdict.InParentheses(check.Target)}";
}
