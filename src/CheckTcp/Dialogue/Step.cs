using CheckTcp.Checks;
using CheckTcp.Patterns;

namespace CheckTcp.Dialogue;

/// <summary>One step of what is said over a connection.</summary>
public abstract record Step
{
    private protected Step()
    {
    }
}

/// <summary>Sends these bytes as they are.</summary>
/// <param name="Bytes">What is sent; nothing is added.</param>
public sealed record SendStep(ReadOnlyMemory<byte> Bytes) : Step;

/// <summary>Waits before the next step; counts neither in the response time nor against the deadline.</summary>
/// <param name="Duration">More than zero, at most <see cref="Limits.MaxWait"/>.</param>
/// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
public sealed record WaitStep(TimeSpan Duration) : Step
{
    /// <summary>How long to wait.</summary>
    /// <value>More than zero, at most <see cref="Limits.MaxWait"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public TimeSpan Duration { get; init => field = InRange(value); } = InRange(Duration);

    private static TimeSpan InRange(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, Limits.MaxWait);
        return duration;
    }
}

/// <summary>Reads until the pattern is decided; the run fails when it does not match.</summary>
/// <param name="Pattern">Searched anywhere in the response.</param>
public sealed record ExpectStep(Pattern Pattern) : Step;

/// <summary>Says goodbye; what the server answers to it is not read.</summary>
/// <param name="Bytes">What is sent; nothing is added.</param>
public sealed record QuitStep(ReadOnlyMemory<byte> Bytes) : Step;
