namespace CheckTcp.Monitor.Domain;

/// <summary>A report on its way to Mackerel: it waits in the store until it has arrived.</summary>
/// <param name="Id">Its place in the queue: greater than that of every report before it.</param>
/// <param name="Host">The custom identifier of the host that it is for; <c>null</c> for this one.</param>
/// <param name="Check">The name of the check.</param>
/// <param name="Status">How the run came out.</param>
/// <param name="Message">What the check printed, at most 1024 code points.</param>
/// <param name="OccurredAt">When the run began, in seconds since 1970; never twice the same for one check.</param>
internal sealed record OutgoingReport(long Id, string? Host, string Check, Status Status, string Message, long OccurredAt)
{
    /// <summary>In minutes; <c>null</c> for no repeated notification.</summary>
    public int? NotificationInterval { get; init; }

    /// <summary><c>null</c> for Mackerel's default, 1.</summary>
    public int? MaxCheckAttempts { get; init; }

    /// <summary>The status is news: it does not wait for others to share its request.</summary>
    public bool IsUrgent { get; init; }
}
