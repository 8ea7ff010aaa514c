using System.Collections.Immutable;

namespace CheckTcp.Monitor.Configuration;

/// <summary>What came of reading a configuration.</summary>
/// <param name="Configuration">What can run; <c>null</c> when an error is about more than a part of it.</param>
/// <param name="Findings">Everything that there is to report, by file and line.</param>
internal sealed record ConfigurationResult(MonitorConfiguration? Configuration, ImmutableArray<Finding> Findings)
{
    /// <summary>The files that took part, also in a configuration that cannot run: to fix it changes one of them.</summary>
    public required ConfigurationFiles Files { get; init; }

    /// <summary>The errors, a line each: what keeps all of it from running, or what is left out of <see cref="Configuration"/>.</summary>
    public ImmutableArray<string> Errors =>
        [.. Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.ToString())];

    /// <summary>What is missing from <see cref="Configuration"/>, a line each: the errors, and lists without a target.</summary>
    public ImmutableArray<string> LeftOut =>
        [.. Findings.Where(finding => finding.Severity == FindingSeverity.Error || finding.IsPartial).Select(finding => finding.ToString())];
}
