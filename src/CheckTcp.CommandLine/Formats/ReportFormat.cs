namespace CheckTcp.CommandLine.Formats;

/// <summary>How a result is written on standard output.</summary>
public enum ReportFormat
{
    /// <summary>The line that Mackerel's plugin prints: <c>TCP OK: 0.004 seconds response time on localhost port 21</c>.</summary>
    Mackerel,

    /// <summary>The line of Nagios' plugins, with performance data: <c>TCP OK - 0.004 second response time on localhost port 21|time=0.004s;;;0;10</c>.</summary>
    Nagios,

    /// <summary>One JSON object on one line.</summary>
    Json,

    /// <summary>Metrics in Prometheus' text format 0.0.4.</summary>
    Prometheus,
}
