using CheckTcp.Probing;

namespace CheckTcp.Checks;

/// <summary>Times above which a check is no longer OK: of the whole run, and of its phases.</summary>
public sealed record Thresholds
{
    /// <summary>No thresholds: a check that succeeds is OK however long it took.</summary>
    public static Thresholds None { get; } = new();

    /// <summary>WARNING for a response time above this; exactly this is still OK.</summary>
    /// <value>More than zero, or <c>null</c> (the default) for no such threshold.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Warning { get; init => field = Positive(value); }

    /// <summary>CRITICAL for a response time above this; exactly this is not. It wins over <see cref="Warning"/>.</summary>
    /// <value>More than zero, or <c>null</c> (the default) for no such threshold.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Critical { get; init => field = Positive(value); }

    /// <summary>WARNING when a phase takes longer than this; none by default.</summary>
    public PhaseThresholds WarningPhases { get; init; } = PhaseThresholds.None;

    /// <summary>CRITICAL when a phase takes longer than this; none by default. It wins over both warnings.</summary>
    public PhaseThresholds CriticalPhases { get; init; } = PhaseThresholds.None;

    /// <summary>The status that a response time of a successful run deserves, its phases left aside.</summary>
    public Status StatusOf(TimeSpan responseTime)
    {
        if (responseTime > Critical)
        {
            return Status.Critical;
        }

        return responseTime > Warning ? Status.Warning : Status.Ok;
    }

    /// <summary>The status that a successful run deserves: the worst of its response time's and its phases'.</summary>
    /// <param name="responseTime">Of the whole run.</param>
    /// <param name="phases">How long its phases took.</param>
    public Status StatusOf(TimeSpan responseTime, PhaseTimings phases)
    {
        Status ofWhole = StatusOf(responseTime);
        if (ofWhole == Status.Critical || CriticalPhases.AreExceededBy(phases))
        {
            return Status.Critical;
        }

        return WarningPhases.AreExceededBy(phases) ? Status.Warning : ofWhole;
    }

    internal static TimeSpan? Positive(TimeSpan? value)
    {
        if (value is { } threshold)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(threshold, TimeSpan.Zero);
        }

        return value;
    }
}
