namespace CheckTcp.TestSupport.Mackerel.Monitoring;

/// <summary>A check as the server keeps it, and how it fares.</summary>
/// <param name="MonitorId">The server's id of it.</param>
/// <param name="HostId">The host that it belongs to.</param>
/// <param name="Name">Its name.</param>
public sealed record ServerCheck(string MonitorId, string HostId, string Name)
{
    /// <summary>Shown with its alerts.</summary>
    public string Memo { get; init; } = "";

    /// <summary>How it fares.</summary>
    public CheckCourse Course { get; init; } = CheckCourse.New;
}
