namespace CheckTcp.TestSupport.Mackerel.Monitoring;

/// <summary>What the alert rules remember of one check from report to report.</summary>
public sealed record CheckCourse
{
    /// <summary>Of a check that has not failed since it was last well.</summary>
    public static readonly CheckCourse New = new();

    /// <summary>Reports in a row that were not OK.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last of them was.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The status of the open alert; <c>null</c> when none is open.</summary>
    public string? OpenAs { get; init; }

    /// <summary>When there was last something to tell of the open alert: the notification interval counts from here.</summary>
    public DateTimeOffset ToldAt { get; init; }
}
