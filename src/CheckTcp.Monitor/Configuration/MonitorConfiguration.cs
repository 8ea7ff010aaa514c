using System.Collections.Immutable;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Rules;

namespace CheckTcp.Monitor.Configuration;

/// <summary>A configuration that can be run.</summary>
internal sealed record MonitorConfiguration
{
    /// <summary>The checks, each under its own name, in the order of the files.</summary>
    public required ImmutableArray<CheckDefinition> Checks { get; init; }

    /// <summary>How many targets each table with a list of them has, by the name of the table.</summary>
    public ImmutableDictionary<string, int> ListedTargets { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The table <c>[monitor]</c>.</summary>
    public MonitorSettings Monitor { get; init; } = new();

    /// <summary>What the file says to Mackerel and of this host.</summary>
    public AgentSettings Agent { get; init; } = new();

    /// <summary>Whether runs are reported to Mackerel: there is a key, and nothing says that it is the agent's alone.</summary>
    public bool IsReported => Monitor.Reports.Enabled && !string.IsNullOrEmpty(Agent.ApiKey);

    /// <summary>How runs are reported; <c>null</c> for not at all.</summary>
    public ReportPolicy? ReportPolicy => IsReported ? new ReportPolicy(Monitor.Reports.IgnoreFigures) : null;
}
