namespace CheckTcp.TestSupport.Mackerel.Monitoring;

/// <summary>An alert as the server keeps it.</summary>
/// <param name="Id">The server's.</param>
/// <param name="HostId">The host whose check it is of.</param>
/// <param name="Check">The name of the check.</param>
/// <param name="MonitorId">The server's id of the check.</param>
/// <param name="Status">The latest; <c>OK</c> once it is closed.</param>
/// <param name="Message">The latest.</param>
/// <param name="OpenedAt">The time of the report that opened it.</param>
public sealed record ServerAlert(
    string Id, string HostId, string Check, string MonitorId, string Status, string Message, DateTimeOffset OpenedAt)
{
    /// <summary><c>null</c> while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What the person who closed it gave; <c>null</c> when nobody did.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether nobody and nothing has closed it.</summary>
    public bool IsOpen => ClosedAt is null;
}
