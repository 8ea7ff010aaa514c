using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Storage;

/// <summary>The next reports for a host, and what happened to the queue before them.</summary>
/// <param name="Reports">The oldest that wait, in their order.</param>
/// <param name="Dropped">Reports, for whatever host, that were given up since the last batch: they were too old, or too many.</param>
internal sealed record ReportBatch(IReadOnlyList<OutgoingReport> Reports, IReadOnlyList<DroppedReport> Dropped)
{
    /// <summary>There may be more to drop: the batch is to be asked for again, at once.</summary>
    public bool IsUnfinished { get; init; }

    /// <summary>What waits cannot be read now.</summary>
    public bool IsUnreadable { get; init; }
}

/// <summary>A report that was given up.</summary>
/// <param name="Host">Its host's custom identifier; <c>null</c> for this one.</param>
/// <param name="Check">Its check.</param>
internal readonly record struct DroppedReport(string? Host, string Check);
