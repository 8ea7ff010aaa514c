using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CheckTcp.Probing;

namespace CheckTcp;

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
        return seen.FailedAttempts.IsEmpty && seen.CutOffAttempt is null ? result : result with { Message = result.Message + AttemptNumber(check, seen) };
    }

    private static Result OfRun(TcpCheck check, Observation seen)
    {
        Status status = Passing.StatusOf(check, seen);
        Status ofTimes = StatusOfTimes(check, seen);
        ImmutableArray<SlowPhase> slow = ofTimes == Status.Ok ? [] : SlowPhases.Of(check.Thresholds, ofTimes, seen);
        CertificateWatch certificates = CertificateWatch.Of(check, seen);
        var message = new StringBuilder(UsualCharacters);
        AppendReasons(message, seen, slow, certificates);
        AppendFate(message, check, seen, status);
        return new Result(check.Name, check.StatusMap[Worse(status, Worse(ofTimes, certificates.Status))], message.ToString())
        {
            Slow = slow,
            Passed = status == Status.Ok,
            Certificate = certificates.Expiring,
        };
    }

    /// <summary>How soon a wrong answer came counts for nothing, unless it was far too late.</summary>
    private static Status StatusOfTimes(TcpCheck check, Observation seen)
    {
        if (!Passing.IsMeasured(check, seen))
        {
            return Status.Ok;
        }

        Status status = check.Thresholds.StatusOf(seen.ResponseTime, seen.Phases);
        return WrongAnswer.Is(seen) && status != Status.Critical ? Status.Ok : status;
    }

    /// <summary>The result of a request that makes no sense, so that nothing could be run.</summary>
    /// <param name="name">The check's name as far as it is known.</param>
    /// <param name="statusMap">The map that was asked for, as far as it is known.</param>
    /// <param name="fault">What is wrong and how to mend it.</param>
    public static Result Senseless(string name, StatusMap statusMap, string fault) =>
        new(name, statusMap[Status.Unknown], Display.Escape(fault));

    /// <summary>What is slow and what expires, before all else; empty for nothing.</summary>
    private static void AppendReasons(StringBuilder message, Observation seen, ImmutableArray<SlowPhase> slow, CertificateWatch certificates)
    {
        if (certificates.Words.Length > 0)
        {
            message.Append(certificates.Words).Append(": ");
        }

        if (!slow.IsEmpty && SlowPhases.Words(slow, tellsTotal: seen.Failure is not null) is { Length: > 0 } words)
        {
            message.Append(words).Append(": ");
        }
    }

    /// <summary>How it went; where each address is checked by itself, at how many it went so, and what became of the others.</summary>
    private static void AppendFate(StringBuilder message, TcpCheck check, Observation seen, Status status)
    {
        if (seen.Addresses.IsEmpty)
        {
            AppendFateOfOne(message, check, seen, status);
        }
        else if (status != Status.Ok)
        {
            message.Append(AddressesVerdict.TooFew(check, seen));
            message.Append(AddressesVerdict.Others(check, seen, ": ", ShownCharacters));
        }
        else
        {
            string passed = AddressesVerdict.Passed(check, seen);
            bool wantsAnswer = Passing.WantsAnswer(check);
            message.Append(wantsAnswer ? $"{passed}: " : "");
            AppendFateOfOne(message, check, seen, status);
            message.Append(wantsAnswer ? "" : $" at {passed}");
            message.Append(AddressesVerdict.Others(check, seen, "; ", ShownCharacters - message.Length));
        }
    }

    private static void AppendFateOfOne(StringBuilder message, TcpCheck check, Observation seen, Status status)
    {
        if (Unanswered(check, seen, status) is { } words)
        {
            message.Append(words);
        }
        else if (seen.Failure is { } failure)
        {
            message.Append(OfFailure(check, seen, failure, ShownCharacters - message.Length));
        }
        else
        {
            AppendResponseTime(message, check, seen);
        }
    }

    /// <summary>How it went where no answer is wanted: a closed port, or a refused handshake.</summary>
    /// <returns><c>null</c> where one is wanted.</returns>
    internal static string? Unanswered(TcpCheck check, Observation seen, Status status) =>
        check.ExpectClosed ? OfClosedTarget(check, seen, status)
        : RefusalVerdict.AlertExpectedBy(check) is { } alert ? RefusalVerdict.Words(check, seen, alert)
        : null;

    internal static string OfFailure(TcpCheck check, Observation seen, Failure failure, int maxCharacters) => failure.Cause switch
    {
        _ when failure.Cause is FailureCause.Mismatch or FailureCause.Rejected || WrongAnswer.IsMissing(failure) =>
            WrongAnswer.Words(failure) + (WrongAnswer.IsMissing(failure) ? ": connection closed before any response"
                : check.HideResponse ? "" : $": {Response(seen, maxCharacters)}"),
        _ when failure.StepName is { } step => $"{Display.Escape(step)}: {Words(failure)}{AnswerSoFar(seen, failure)}",
        _ => Words(failure),
    };

    private static Status Worse(Status one, Status other) => one > other ? one : other;

    private static string OfClosedTarget(TcpCheck check, Observation seen, Status status)
    {
        string target = InParentheses(check.Target);
        string kind = check.Target.SocketPath is null ? "port" : "unixsock";
        return status == Status.Ok ? $"Verified that the {kind} is closed. {target}"
            : Closedness.IsOpen(seen) ? $"Unexpectedly open {kind}. {target}"
            : Closedness.IsFiltered(check, seen) ? $"Filtered {kind}, not a closed one. {target}: {Words(seen.Failure!)}"
            : Words(seen.Failure!);
    }

    /// <summary>The target of a message that says nothing else of it.</summary>
    internal static string InParentheses(Target target) =>
        target.SocketPath is { } path ? $"(sock={Display.Escape(path)})" : $"(port={target.Port})";

    /// <summary>At the end, so that what is there without it stays where others look for it.</summary>
    private static string AttemptNumber(TcpCheck check, Observation seen)
    {
        int number = seen.FailedAttempts.Length + 1;
        string cutOff = seen.CutOffAttempt is null ? "" : string.Create(CultureInfo.InvariantCulture, $"; the timeout cut off attempt {number + 1}");
        return string.Create(CultureInfo.InvariantCulture, $" (attempt {number} of {check.Retries?.Count + 1}{cutOff})");
    }

    private static void AppendResponseTime(StringBuilder message, TcpCheck check, Observation seen)
    {
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
    }

    /// <summary>What came in vain before the time was up.</summary>
    private static string AnswerSoFar(Observation seen, Failure failure) =>
        failure.Phase == Phase.Expect && !seen.Response.IsEmpty ? $" [{Response(seen, AnswerSoFarCharacters)}]" : "";

    /// <summary>Bounded, since a certificate may bring names of any length into it.</summary>
    internal static string Words(Failure failure) => Display.Escape(failure.Message, ShownCharacters);

    private static string Response(Observation seen, int maxCharacters) =>
        Display.Escape(seen.Response.Span.Trim("\r\n"u8), maxCharacters);
}
