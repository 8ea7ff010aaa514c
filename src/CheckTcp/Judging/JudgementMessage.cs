using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>The message of a judgement: what is slow or expires, then how the run went.</summary>
internal static class JudgementMessage
{
    /// <summary>How much of a peer's words a message shows; Mackerel cuts messages at 1024 characters.</summary>
    public const int ShownCharacters = 900;

    private const int UsualCharacters = 128;
    private const int AnswerSoFarCharacters = 300;

    /// <param name="check">The check.</param>
    /// <param name="seen">What its run saw.</param>
    /// <param name="status">How it went, times and certificates left aside.</param>
    /// <param name="slow">What was slow.</param>
    /// <param name="certificates">What expires.</param>
    public static string Of(TcpCheck check, Observation seen, Status status, ImmutableArray<SlowPhase> slow, CertificateWatch certificates)
    {
        var message = new StringBuilder(UsualCharacters);
        AppendReasons(message, seen, slow, certificates);
        AppendFate(message, check, seen, status);
        if (!seen.FailedAttempts.IsEmpty || seen.CutOffAttempt is not null)
        {
            message.Append(AttemptNumber(check, seen));
        }

        return message.ToString();
    }

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
            message.Append(EachAddress.TooFew(check, seen));
            message.Append(EachAddress.Others(check, seen, ": ", ShownCharacters));
        }
        else
        {
            string passed = EachAddress.Passed(check, seen);
            bool wantsAnswer = Passing.WantsAnswer(check);
            message.Append(wantsAnswer ? $"{passed}: " : "");
            AppendFateOfOne(message, check, seen, status);
            message.Append(wantsAnswer ? "" : $" at {passed}");
            message.Append(EachAddress.Others(check, seen, "; ", ShownCharacters - message.Length));
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
        : RefusedHandshake.AlertExpectedBy(check) is { } alert ? RefusedHandshake.Words(check, seen, alert)
        : null;

    internal static string OfFailure(TcpCheck check, Observation seen, Failure failure, int maxCharacters) => failure.Cause switch
    {
        _ when failure.Cause is FailureCause.Mismatch or FailureCause.Rejected || WrongAnswer.IsMissing(failure) =>
            WrongAnswer.Words(failure) + (WrongAnswer.IsMissing(failure) ? ": connection closed before any response"
                : check.HideResponse ? "" : $": {Response(seen, maxCharacters)}"),
        _ when failure.StepName is { } step => $"{Display.Escape(step)}: {Words(failure)}{AnswerSoFar(seen, failure)}",
        _ => Words(failure),
    };

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
