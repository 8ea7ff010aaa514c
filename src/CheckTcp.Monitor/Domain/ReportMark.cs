namespace CheckTcp.Monitor.Domain;

/// <summary>What is remembered of the reports of a check, to know whether the next run is news.</summary>
/// <param name="OccurredAt">The time of the latest report, in seconds since 1970; the server takes no second one of that time.</param>
internal sealed record ReportMark(long OccurredAt)
{
    /// <summary>A check that was never reported.</summary>
    public static readonly ReportMark New = new(0);

    /// <summary>What the latest report said, if it was OK and this program made it; <c>null</c> has the next OK reported, whatever it
    /// says.</summary>
    public string? Healthy { get; init; }
}
