namespace CheckTcp.TestSupport.Mackerel.Monitoring;

/// <summary>A check report that the server accepted and did not ignore.</summary>
/// <param name="HostId">The host that it is for.</param>
/// <param name="Check">The name of the check.</param>
/// <param name="Status"><c>OK</c>, <c>WARNING</c>, <c>CRITICAL</c> or <c>UNKNOWN</c>.</param>
/// <param name="Message">What the check printed.</param>
/// <param name="OccurredAt">When, in whole seconds.</param>
public sealed record ServerReport(string HostId, string Check, string Status, string Message, DateTimeOffset OccurredAt)
{
    /// <summary>In minutes; <c>null</c> when an open alert is never told again.</summary>
    public int? NotificationInterval { get; init; }

    /// <summary>1 to 10.</summary>
    public int MaxCheckAttempts { get; init; } = 1;

    /// <summary>Its place in the order of arrival over all checks, from 1.</summary>
    public int Number { get; init; }

    /// <summary>When it came, by the server's clock.</summary>
    public DateTimeOffset ArrivedAt { get; init; }

    /// <summary>Whether the check is well.</summary>
    public bool IsOk => Status == "OK";
}
