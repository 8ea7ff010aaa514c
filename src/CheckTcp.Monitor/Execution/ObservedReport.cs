using CheckTcp.Monitor.Domain;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Execution;

/// <summary>A report, and what it comes from.</summary>
/// <param name="Report">The report.</param>
/// <param name="Seen">What the run saw; <c>null</c> for a child, and for a command line that runs no check or was out of time.</param>
/// <param name="Judgement">What that came to; of options that make no sense, what is wrong with them. <c>null</c> for all else.</param>
internal sealed record ObservedReport(Report Report, Observation? Seen, Judgement? Judgement);
