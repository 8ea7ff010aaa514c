using System.Collections.Immutable;
using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>What a run came to: judged once, and read by whatever shows, counts or stores it.</summary>
/// <param name="Name">What was checked: <c>TCP</c>, or the service in capitals.</param>
/// <param name="Status">How it came out, the check's status map applied.</param>
/// <param name="Message">Why, as one line of plain text, whatever the server sent.</param>
public sealed record Judgement(string Name, Status Status, string Message)
{
    /// <summary>What was slower than the threshold that the status comes from; empty (the default) when nothing was, or something
    /// failed.</summary>
    public ImmutableArray<SlowPhase> Slow { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The certificate that is valid for less time than the thresholds ask for, or <c>null</c> (the default) when there is none,
    /// or something failed.</summary>
    public ExpiringCertificate? Certificate { get; init; }

    /// <summary>Whether the check got what it wants: whether the run is OK before times, certificates and the status map are looked at.</summary>
    /// <remarks>Retries and the count of addresses go by the same: a run that passes is not tried again.</remarks>
    public bool Passed { get; init; }

    /// <summary>The line that monitors read: <c>TCP OK: 0.004 seconds response time on localhost port 21 [220 ready]</c>.</summary>
    public string Line => $"{Display.Escape(Name)} {Status.ToText()}: {Message}";

    /// <summary>Judges what a run saw. Pure: the same check and observation always give the same judgement.</summary>
    public static Judgement Of(TcpCheck check, Observation seen)
    {
        Status status = Passing.StatusOf(check, seen);
        Status ofTimes = StatusOfTimes(check, seen);
        ImmutableArray<SlowPhase> slow = ofTimes == Status.Ok ? [] : SlowPhases.Of(check.Thresholds, ofTimes, seen);
        CertificateWatch certificates = CertificateWatch.Of(check, seen);
        return new Judgement(
            check.Name,
            check.StatusMap[Worse(status, Worse(ofTimes, certificates.Status))],
            JudgementMessage.Of(check, seen, status, slow, certificates))
        {
            Slow = slow,
            Passed = status == Status.Ok,
            Certificate = certificates.Expiring,
        };
    }

    /// <summary>Of a request that cannot be valid, so that nothing could be run: UNKNOWN, unless the map says otherwise.</summary>
    /// <param name="name">The check's name as far as it is known.</param>
    /// <param name="statusMap">The map that was asked for, as far as it is known.</param>
    /// <param name="error">What is wrong, and the fix.</param>
    public static Judgement OfError(string name, StatusMap statusMap, string error) =>
        new(name, statusMap[Status.Unknown], Display.Escape(error));

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

    private static Status Worse(Status one, Status other) => one > other ? one : other;
}
