using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Storage;

/// <summary>A result as the history tells it.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="StartedAt">When the run began; whole milliseconds.</param>
/// <param name="Duration">How long the run took; whole microseconds.</param>
/// <param name="Status">How it came out.</param>
internal sealed record PastResult(string Check, DateTimeOffset StartedAt, TimeSpan Duration, Status Status)
{
    /// <summary>What the check printed, its line end left out, 1,024 characters at most; <c>null</c> where it was not
    /// kept (see <see cref="HistoryEntry.KeepsMessage"/>).</summary>
    public string? Message { get; init; }

    /// <summary>Why it was not OK, as data, or what it took to be.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <inheritdoc cref="Report.ResponseTime"/>
    public TimeSpan? ResponseTime { get; init; }

    /// <inheritdoc cref="Report.Phases"/>
    public PhaseTimings? Phases { get; init; }
}
