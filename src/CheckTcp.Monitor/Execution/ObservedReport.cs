using CheckTcp.Monitor.Domain;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Execution;

/// <summary>A report, and what it was judged from.</summary>
/// <param name="Report">The report.</param>
/// <param name="Seen">What the run saw; <c>null</c> for a child, and for a command line that runs no check or was out of time.</param>
internal sealed record ObservedReport(Report Report, Observation? Seen);
