namespace CheckTcp.Monitor.Scheduling;

/// <summary>Notices that the wall clock was set, that the machine slept, or that the process or its machine was paused for a while.</summary>
/// <remarks>A pause shows in the scheduler's next look, which comes later than planned. Sleep and a set clock show in the wall clock, which
/// goes another way than the other one. Any thread may look: whatever ends after a pause may come before the scheduler's timer.</remarks>
internal sealed class ClockWatch(TimeProvider time)
{
    /// <summary>Less than this is the everyday unevenness of timers and of clocks that are kept in step.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private DateTimeOffset _wall = time.GetUtcNow();
    private long _looked = time.GetTimestamp();
    private long? _planned;
    private TimeSpan _plannedAfter;
    private ClockGaps _gaps;

    /// <summary>When, by the wall clock, the scheduler's next look is meant to be.</summary>
    public DateTimeOffset NextLook { get; private set; } = time.GetUtcNow();

    /// <summary>The scheduler's next look is meant to be after this time.</summary>
    public void Plan(TimeSpan after)
    {
        lock (_lock)
        {
            (_planned, _plannedAfter) = (time.GetTimestamp(), after);
            NextLook = time.GetUtcNow() + after;
        }
    }

    /// <summary>Looks at both clocks.</summary>
    /// <returns>The gaps up to now. What was due in one must not all run at once, and what ran across one proves nothing.</returns>
    public ClockGaps Look()
    {
        lock (_lock)
        {
            (DateTimeOffset wall, long now) = (time.GetUtcNow(), time.GetTimestamp());
            bool isWallSet = ((wall - _wall) - time.GetElapsedTime(_looked, now)).Duration() > Tolerance;
            bool isLate = _planned is { } planned && time.GetElapsedTime(planned, now) - _plannedAfter > Tolerance;
            (_wall, _looked) = (wall, now);
            if (isWallSet || isLate)
            {
                _planned = null; // the same pause counts once, until the scheduler plans anew
                _gaps = new ClockGaps(_gaps.All + 1, _gaps.OfWallClock + (isWallSet ? 1 : 0));
            }

            return _gaps;
        }
    }
}

/// <summary>How many gaps in time there were.</summary>
/// <param name="All">All of them.</param>
/// <param name="OfWallClock">Those in which the wall clock went another way than time: what was noted by it before may be wrong.</param>
internal readonly record struct ClockGaps(int All, int OfWallClock);
