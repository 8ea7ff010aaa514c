namespace CheckTcp.Monitor.Rules;

/// <summary>How runs are reported.</summary>
/// <param name="IgnoreFigures">An OK whose text differs from that of the latest report in its figures alone is no news.</param>
internal sealed record ReportPolicy(bool IgnoreFigures);
