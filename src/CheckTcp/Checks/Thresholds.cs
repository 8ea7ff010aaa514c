namespace CheckTcp.Checks;

/// <summary>Response times above which a check is no longer OK.</summary>
public sealed record Thresholds
{
    /// <summary>No thresholds: a check that succeeds is OK however long it took.</summary>
    public static Thresholds None { get; } = new();

    /// <summary>WARNING above this; exactly this is still OK.</summary>
    /// <value>More than zero, or <c>null</c> (the default) for no such threshold.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Warning { get; init => field = Positive(value); }

    /// <summary>CRITICAL above this; exactly this is not. It wins over <see cref="Warning"/>.</summary>
    /// <value>More than zero, or <c>null</c> (the default) for no such threshold.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Critical { get; init => field = Positive(value); }

    /// <summary>The status that a response time of a successful run deserves.</summary>
    public Status StatusOf(TimeSpan responseTime)
    {
        if (responseTime > Critical)
        {
            return Status.Critical;
        }

        return responseTime > Warning ? Status.Warning : Status.Ok;
    }

    private static TimeSpan? Positive(TimeSpan? value)
    {
        if (value is { } threshold)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(threshold, TimeSpan.Zero);
        }

        return value;
    }
}
