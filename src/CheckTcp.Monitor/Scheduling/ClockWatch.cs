namespace CheckTcp.Monitor.Scheduling;

/// <summary>Notices that the wall clock was set, that the machine slept, or that the process was stopped for a while.</summary>
internal sealed class ClockWatch(TimeProvider time)
{
    /// <summary>Less than this is the everyday unevenness of timers and of clocks that are kept in step.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private DateTimeOffset _wall = time.GetUtcNow();
    private long _looked = time.GetTimestamp();
    private long _planned = time.GetTimestamp();
    private TimeSpan _plannedAfter;

    /// <summary>When, by the wall clock, the next look is meant to be.</summary>
    public DateTimeOffset NextLook { get; private set; } = time.GetUtcNow();

    /// <summary>The next look is meant to be after this time.</summary>
    public void Plan(TimeSpan after)
    {
        (_planned, _plannedAfter) = (time.GetTimestamp(), after);
        NextLook = time.GetUtcNow() + after;
    }

    /// <summary>Looks at both clocks.</summary>
    /// <returns>Whether there is a gap: the look comes much later than planned, or since the last one the wall clock has gone another way
    /// than the other clock. What was due in a gap must not all run at once.</returns>
    public bool SeesGap()
    {
        DateTimeOffset wall = time.GetUtcNow();
        TimeSpan drift = (wall - _wall) - time.GetElapsedTime(_looked);
        TimeSpan late = time.GetElapsedTime(_planned) - _plannedAfter;
        (_wall, _looked) = (wall, time.GetTimestamp());
        return late > Tolerance || drift.Duration() > Tolerance;
    }
}
