using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CheckTcp.Checks;
using CheckTcp.Probing;

namespace CheckTcp.Verdicts;

/// <summary>Judges what a run saw. Pure: the same check and observation always give the same result.</summary>
public static class Verdict
{
    /// <summary>How much of a peer's words a message shows; Mackerel cuts messages at 1024 characters.</summary>
    public const int ShownCharacters = 900;

    private const int UsualCharacters = 128;
    private const int AnswerSoFarCharacters = 300;

    /// <summary>The result of a run of this check that saw this.</summary>
    public static Result Of(TcpCheck check, Observation seen)
    {
        Result result = OfRun(check, seen);
        return seen.FailedAttempts.IsEmpty ? result : result with { Message = result.Message + AttemptNumber(check, seen) };
    }

    private static Result OfRun(TcpCheck check, Observation seen)
    {
        byte? expectedAlert = RefusalVerdict.AlertExpectedBy(check);
        bool wantsAnswer = !check.ExpectClosed && expectedAlert is null;
        if (wantsAnswer && seen.Failure is null)
        {
            return OfSuccess(check, seen);
        }

        if (wantsAnswer && seen.Addresses.IsEmpty && WrongAnswer.StatusOf(check, seen) is { } ofAnswer)
        {
            return OfWrongAnswer(check, seen, ofAnswer);
        }

        if (expectedAlert is { } alert && seen.Addresses.IsEmpty)
        {
            return RefusalVerdict.Of(check, seen, alert);
        }

        (Status status, string message) = !seen.Addresses.IsEmpty ? AddressesVerdict.Of(check, seen)
            : check.ExpectClosed ? OfClosedTarget(check, seen)
            : OfFailure(check, seen, seen.Failure!);
        return new Result(check.Name, check.StatusMap[status], message) { Passed = status == Status.Ok };
    }

    /// <summary>The result of a request that makes no sense, so that nothing could be run.</summary>
    /// <param name="name">The check's name as far as it is known.</param>
    /// <param name="statusMap">The map that was asked for, as far as it is known.</param>
    /// <param name="fault">What is wrong and how to mend it.</param>
    public static Result Senseless(string name, StatusMap statusMap, string fault) =>
        new(name, statusMap[Status.Unknown], Display.Escape(fault));

    private static Result OfSuccess(TcpCheck check, Observation seen)
    {
        Status ofTimes = check.Thresholds.StatusOf(seen.ResponseTime, seen.Phases);
        ImmutableArray<SlowPhase> slow = ofTimes == Status.Ok ? [] : SlowPhases.Of(check.Thresholds, ofTimes, seen);
        CertificateWatch certificates = CertificateWatch.Of(check.Thresholds, seen);
        return new Result(check.Name, check.StatusMap[Worse(certificates.Status, ofTimes)], ResponseTime(check, seen, slow, certificates))
        {
            Slow = slow,
            Passed = true,
            Certificate = certificates.Expiring,
        };
    }

    /// <summary>One with a status of its own, beside which a certificate counts; any other is told instead of the certificate.</summary>
    private static Result OfWrongAnswer(TcpCheck check, Observation seen, Status status)
    {
        CertificateWatch certificates = CertificateWatch.Of(check.Thresholds, seen);
        string reason = Reason(certificates);
        string message = reason + Wrong(check, seen, seen.Failure!, ShownCharacters - reason.Length);
        return new Result(check.Name, check.StatusMap[Worse(status, certificates.Status)], message)
        {
            Passed = status == Status.Ok,
            Certificate = certificates.Expiring,
        };
    }

    internal static (Status Status, string Message) OfFailure(TcpCheck check, Observation seen, Failure failure) => failure.Cause switch
    {
        FailureCause.Mismatch or FailureCause.Rejected =>
            (WrongAnswer.StatusOf(check, seen) ?? check.FailureStatus, Wrong(check, seen, failure, ShownCharacters)),
        FailureCause.Refused => (check.RefusedStatus is { } refused && IsRefused(seen) ? refused : check.FailureStatus, Words(failure)),
        _ when failure.StepName is { } step => (check.FailureStatus, $"{Display.Escape(step)}: {Words(failure)}{AnswerSoFar(seen, failure)}"),
        _ => (check.FailureStatus, Words(failure)),
    };

    internal static Status Worse(Status one, Status other) => one > other ? one : other;

    /// <summary>Before what it stands in front of; empty for certificates with enough time left.</summary>
    internal static string Reason(CertificateWatch certificates) => certificates.Words.Length > 0 ? $"{certificates.Words}: " : "";

    private static string Wrong(TcpCheck check, Observation seen, Failure failure, int maxCharacters) =>
        WrongAnswer.Words(failure) + (check.HideResponse ? "" : $": {Response(seen, maxCharacters)}");

    /// <summary>By every address: one that is silent may be open.</summary>
    private static bool IsRefused(Observation seen) =>
        seen.Attempts.All(attempt => attempt.Failure is { Cause: FailureCause.Refused });

    private static (Status Status, string Message) OfClosedTarget(TcpCheck check, Observation seen)
    {
        string target = InParentheses(check.Target);
        string kind = check.Target.SocketPath is null ? "port" : "unixsock";
        if (seen.Failure is null)
        {
            return (check.FailureStatus, $"Unexpectedly open {kind}. {target}");
        }

        return Closedness.IsProved(check, seen) ? (Status.Ok, $"Verified that the {kind} is closed. {target}")
            : Closedness.IsFiltered(check, seen) ? (check.FailureStatus, $"Filtered {kind}, not a closed one. {target}: {Words(seen.Failure)}")
            : (check.FailureStatus, Words(seen.Failure));
    }

    /// <summary>The target of a message that says nothing else of it.</summary>
    internal static string InParentheses(Target target) =>
        target.SocketPath is { } path ? $"(sock={Display.Escape(path)})" : $"(port={target.Port})";

    /// <summary>At the end, so that what is there without it stays where others look for it.</summary>
    private static string AttemptNumber(TcpCheck check, Observation seen) => string.Create(
        CultureInfo.InvariantCulture, $" (attempt {seen.FailedAttempts.Length + 1} of {check.Retries?.Count + 1})");

    private static string ResponseTime(TcpCheck check, Observation seen, ImmutableArray<SlowPhase> slow, CertificateWatch certificates)
    {
        var message = new StringBuilder(Reason(certificates), UsualCharacters);
        if (!slow.IsEmpty && SlowPhases.Words(slow) is { Length: > 0 } words)
        {
            message.Append(words).Append(": ");
        }

        if (!seen.Addresses.IsEmpty)
        {
            message.Append(AddressesVerdict.Passed(seen)).Append(": ");
        }

        int shown = ShownCharacters - message.Length; // the reasons are shown at the answer's expense
        message.Append(CultureInfo.InvariantCulture, $"{seen.ResponseTime.TotalSeconds:F3} seconds response time on");
        if (check.Target.Host is { } host)
        {
            message.Append(' ').Append(Display.Escape(host));
        }

        if (check.Target.Port is { } port)
        {
            message.Append(CultureInfo.InvariantCulture, $" port {port}");
        }

        if (seen.BytesReceived > 0 && !check.HideResponse)
        {
            message.Append(" [").Append(Response(seen, shown)).Append(']');
        }

        if (!seen.Addresses.IsEmpty)
        {
            message.Append(AddressesVerdict.Failures(check, seen, ShownCharacters - message.Length));
        }

        return message.ToString();
    }

    /// <summary>What came in vain before the time was up.</summary>
    private static string AnswerSoFar(Observation seen, Failure failure) =>
        failure.Phase == Phase.Expect && !seen.Response.IsEmpty ? $" [{Response(seen, AnswerSoFarCharacters)}]" : "";

    /// <summary>Bounded, since a certificate may bring names of any length into it.</summary>
    internal static string Words(Failure failure) => Display.Escape(failure.Message, ShownCharacters);

    private static string Response(Observation seen, int maxCharacters) =>
        Display.Escape(seen.Response.Span.Trim("\r\n"u8), maxCharacters);
}
