using CheckTcp.Monitor.Storage.Sqlite.Packing;

namespace CheckTcp.Monitor.Storage;

/// <summary>How long the stretches of a rollup are; the values are milliseconds.</summary>
internal enum Resolution
{
    /// <summary>A minute.</summary>
    Minute = 60_000,

    /// <summary>An hour.</summary>
    Hour = 3_600_000,

    /// <summary>A day of UTC.</summary>
    Day = 86_400_000,
}

/// <summary>What the results of one check in one stretch of time come to.</summary>
/// <param name="Start">The start of the stretch, a whole number of its length since 1970.</param>
/// <param name="Ok">How many results came out so.</param>
/// <param name="Warning"><inheritdoc cref="Rollup" path="/param[@name='Ok']"/></param>
/// <param name="Critical"><inheritdoc cref="Rollup" path="/param[@name='Ok']"/></param>
/// <param name="Unknown"><inheritdoc cref="Rollup" path="/param[@name='Ok']"/></param>
internal sealed record Rollup(DateTimeOffset Start, int Ok, int Warning, int Critical, int Unknown)
{
    /// <summary>The shortest response time of all results; the duration of the run where a check measures none.</summary>
    public TimeSpan Minimum { get; init; }

    /// <summary>Their mean, rounded down to a microsecond.</summary>
    public TimeSpan Average { get; init; }

    /// <summary>The longest.</summary>
    public TimeSpan Maximum { get; init; }

    /// <summary>The smallest response time that half of them do not exceed.</summary>
    public TimeSpan P50 { get; init; }

    /// <summary>The smallest that 95 of a hundred do not exceed.</summary>
    public TimeSpan P95 { get; init; }

    /// <summary>The smallest that 99 of a hundred do not exceed.</summary>
    public TimeSpan P99 { get; init; }

    /// <param name="start">In milliseconds since 1970.</param>
    /// <param name="figures">What it comes to.</param>
    public static Rollup Of(long start, in Figures figures) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(start), figures.Ok, figures.Warning, figures.Critical, figures.Unknown)
    {
        Minimum = Microseconds(figures.Minimum),
        Average = Microseconds(figures.Average),
        Maximum = Microseconds(figures.Maximum),
        P50 = Microseconds(figures.P50),
        P95 = Microseconds(figures.P95),
        P99 = Microseconds(figures.P99),
    };

    private static TimeSpan Microseconds(uint count) => TimeSpan.FromTicks(count * TimeSpan.TicksPerMicrosecond);
}
