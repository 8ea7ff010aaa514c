namespace CheckTcp;

/// <summary>How a run that fails is tried again; all within the check's one deadline.</summary>
/// <param name="Count">How many more times, 1 to <see cref="MaxCount"/>.</param>
/// <param name="Delay">From the end of one attempt to the start of the next, zero to <see cref="Limits.MaxWait"/>. It counts against the
/// deadline: when no time would be left after it, the run has failed.</param>
/// <exception cref="ArgumentOutOfRangeException">Outside these ranges.</exception>
public sealed record Retries(int Count, TimeSpan Delay)
{
    /// <summary>The most times that a run is tried again.</summary>
    public const int MaxCount = 100;

    /// <summary>How many more times.</summary>
    /// <value>1 to <see cref="MaxCount"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public int Count { get; init => field = InRange(value, 1, MaxCount); } = InRange(Count, 1, MaxCount);

    /// <summary>From the end of one attempt to the start of the next.</summary>
    /// <value>Zero to <see cref="Limits.MaxWait"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public TimeSpan Delay { get; init => field = InRange(value, TimeSpan.Zero, Limits.MaxWait); } = InRange(Delay, TimeSpan.Zero, Limits.MaxWait);

    /// <summary>What is waited unless something else is asked for: long enough for a queue to drain or a process to restart.</summary>
    public static TimeSpan DefaultDelay { get; } = TimeSpan.FromSeconds(1);

    private static T InRange<T>(T value, T least, T most)
        where T : IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most);
        return value;
    }
}
