namespace CheckTcp.Monitor.Domain;

/// <summary>What one run, or one person's doing, adds to the history; stored whole or not at all.</summary>
/// <param name="Check">The name of the check.</param>
internal sealed record HistoryEntry(string Check)
{
    /// <summary>The result of the run; <c>null</c> for a person's doing.</summary>
    public Report? Report { get; init; }

    /// <summary>Whether the report's message is kept with the result: it was not OK, or its status is new. Otherwise the result keeps its
    /// figures alone, and its diagnosis if it has one.</summary>
    public bool KeepsMessage { get; init; }

    /// <summary>The state after it; <c>null</c> when it is as it was.</summary>
    public AlertState? State { get; init; }

    /// <summary>The alert that it opened, changed or closed, as it is after it.</summary>
    public Alert? Alert { get; init; }

    /// <summary>What happened to that alert, where it is to be told; a new message alone is not.</summary>
    public AlertEvent? Event { get; init; }

    /// <summary>All certificates that are known of the check's servers, where that is news; empty when they are to be forgotten.</summary>
    public IReadOnlyList<ShownCertificate>? Certificates { get; init; }

    /// <summary>What of it goes to Mackerel.</summary>
    public OutgoingReport? Outgoing { get; init; }

    /// <summary>Whether it has nothing but a result, of which the loss is a gap in the figures: all else may never be dropped unseen.</summary>
    /// <remarks>Asked of the record as a whole, so that it holds for members that are still to come.</remarks>
    public bool IsResultAlone => this with { Report = null, KeepsMessage = false } == new HistoryEntry(Check);
}
