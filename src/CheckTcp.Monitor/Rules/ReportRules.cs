using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Rules;

/// <summary>What mackerel-agent reports of the runs of a check, as one pure function.</summary>
/// <remarks>An OK that says what the latest report said is no news; with <c>prevent_alert_auto_close</c> no OK ever is; all else is
/// reported.</remarks>
internal static class ReportRules
{
    /// <summary>The least minutes between two notifications that Mackerel takes.</summary>
    private const int ShortestNotificationInterval = 10;

    /// <summary>A latest report that lies further ahead is one of a clock that was wrong: it is not waited for.</summary>
    private const long FurthestAhead = 3600;

    /// <summary>What a run makes of it.</summary>
    /// <param name="mark">What is remembered from before it.</param>
    /// <param name="check">The check.</param>
    /// <param name="report">How the run came out, its message already cut to what Mackerel takes.</param>
    /// <param name="statusBefore">The status of the run before it, be it from before the start of the program; <c>null</c> for none.</param>
    /// <param name="policy">How runs are reported.</param>
    public static ReportStep After(ReportMark mark, CheckDefinition check, Report report, Status? statusBefore, ReportPolicy policy)
    {
        string? healthy = report.Status == Status.Ok ? TextOf(report.Message, policy) : null;
        if (healthy is not null && (check.PreventAlertAutoClose || healthy == mark.Healthy))
        {
            return new ReportStep(mark, null);
        }

        long occurredAt = TimeOf(report.StartedAt, mark.OccurredAt);
        return new ReportStep(
            new ReportMark(occurredAt) { Healthy = healthy },
            new OutgoingReport(Id: 0, HostOf(check), check.Name, report.Status, report.Message, occurredAt)
            {
                NotificationInterval = MinutesOf(check.NotificationInterval),
                MaxCheckAttempts = AttemptsOf(check),
                IsUrgent = report.Status != (statusBefore ?? Status.Ok),
            });
    }

    private static string TextOf(string message, ReportPolicy policy) => policy.IgnoreFigures ? Figures.LeaveOut(message) : message;

    private static string? HostOf(CheckDefinition check) => string.IsNullOrEmpty(check.CustomIdentifier) ? null : check.CustomIdentifier;

    /// <summary>The server takes one report of a check a second. Runs can be closer than that: a second later is better than never.</summary>
    private static long TimeOf(DateTimeOffset start, long latest)
    {
        long second = start.ToUnixTimeSeconds();
        return second <= latest && latest - second <= FurthestAhead ? latest + 1 : second;
    }

    private static int? MinutesOf(TimeSpan? interval) =>
        interval is { } time ? Math.Max(ShortestNotificationInterval, (int)Math.Ceiling(time.TotalMinutes)) : null;

    private static int? AttemptsOf(CheckDefinition check) => check switch
    {
        { MaxCheckAttempts: null or <= 0 } => null,
        { PreventAlertAutoClose: true } => 1,
        _ => check.MaxCheckAttempts,
    };
}
