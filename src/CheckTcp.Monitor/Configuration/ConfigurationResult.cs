using System.Collections.Immutable;

namespace CheckTcp.Monitor.Configuration;

/// <summary>What came of reading a configuration.</summary>
/// <param name="Configuration">What can be run; <c>null</c> exactly when a finding is an error.</param>
/// <param name="Findings">Everything that there is to say, by file and line.</param>
internal sealed record ConfigurationResult(MonitorConfiguration? Configuration, ImmutableArray<Finding> Findings)
{
    /// <summary>The files that took part, also in a configuration that cannot be run: to mend it changes one of them.</summary>
    public required ConfigurationFiles Files { get; init; }
}
