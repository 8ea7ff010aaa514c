namespace CheckTcp.Monitor.Rules;

/// <summary>How runs are reported.</summary>
/// <param name="IgnoreFigures">Whether an OK is left out whose message differs from the latest report only in its figures.</param>
internal sealed record ReportPolicy(bool IgnoreFigures);
