namespace CheckTcp.Monitor.Configuration;

/// <summary>The table <c>[monitor]</c>: what the agent does not know.</summary>
internal sealed record MonitorSettings
{
    /// <summary>Where the history lies; <c>null</c> for <c>root</c>, else the platform's state directory.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Address and port of the pages; <c>null</c> for none.</summary>
    public string? Listen { get; init; }

    /// <summary>Intervals below a minute are taken, down to one second.</summary>
    public bool AllowShortIntervals { get; init; }

    /// <summary>Whether the actions of checks are run; <c>false</c> for a trial beside an agent that runs them.</summary>
    public bool RunActions { get; init; } = true;

    /// <summary>Whether a reload may leave no check at all.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>Runs at the same time, all together. 1 to 100,000.</summary>
    public int MaxConcurrent { get; init; } = 500;

    /// <summary>Runs at the same time against one host. 1 to 100,000.</summary>
    public int MaxConcurrentPerTarget { get; init; } = 20;

    /// <summary>How runs are reported to Mackerel.</summary>
    public ReportSettings Reports { get; init; } = new();

    /// <summary>How long results are kept.</summary>
    public Retention Retention { get; init; } = new();
}

/// <summary>How runs are reported to Mackerel: the table <c>[monitor.mackerel]</c>.</summary>
internal sealed record ReportSettings
{
    /// <summary>Whether they are, where there is a key; <c>false</c> leaves it to the agent that reads the same file.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>An OK whose text differs from that of the latest report in its figures alone is not reported.</summary>
    public bool IgnoreFigures { get; init; } = true;
}

/// <summary>How long the history keeps what: the table <c>[monitor.retention]</c>.</summary>
internal sealed record Retention
{
    /// <summary>Each single result.</summary>
    public TimeSpan Results { get; init; } = TimeSpan.FromDays(14);

    /// <summary>Figures by the minute.</summary>
    public TimeSpan Minutes { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Figures by the hour.</summary>
    public TimeSpan Hours { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Figures by the day.</summary>
    public TimeSpan Days { get; init; } = TimeSpan.FromDays(3660);

    /// <summary>Closed alerts with their events.</summary>
    public TimeSpan Alerts { get; init; } = TimeSpan.FromDays(400);
}
