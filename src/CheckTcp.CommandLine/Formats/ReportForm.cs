namespace CheckTcp.CommandLine.Formats;

/// <summary>What is printed of a check, and how.</summary>
/// <param name="Format">Of standard output.</param>
/// <param name="PerformanceData">Adds the response time and the phases to the line, as Nagios' guidelines want them.</param>
/// <param name="Verbosity">What standard error tells of a run: nothing (0, the default), the addresses, phases and session (1), the check as
/// it was understood, too (2), the response in full, too (3 and more).</param>
public readonly record struct ReportForm(ReportFormat Format, bool PerformanceData = false, int Verbosity = 0);
