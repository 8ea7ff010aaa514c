using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Rules;

/// <summary>What one run makes of the reports of its check.</summary>
/// <param name="Next">What is remembered after it.</param>
/// <param name="Report">What goes to Mackerel, its <see cref="OutgoingReport.Id"/> still to be given; <c>null</c> for nothing.</param>
internal readonly record struct ReportStep(ReportMark Next, OutgoingReport? Report);
