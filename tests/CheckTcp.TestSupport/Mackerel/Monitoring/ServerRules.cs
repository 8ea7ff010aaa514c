namespace CheckTcp.TestSupport.Mackerel.Monitoring;

/// <summary>Mackerel's documented rules of a check's alerts, one report after the other, by nothing but what the reports say.</summary>
/// <remarks>
/// Where its documentation says nothing: an alert opens with the latest status; the notification interval counts from the last
/// notification, by the times of the reports; the attempts of a check whose host is not watched stay as they were.
/// </remarks>
public static class ServerRules
{
    /// <summary>Reports further apart are not in a row.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromHours(6);

    /// <summary>A report as old as this, or older, is ignored.</summary>
    public static readonly TimeSpan TooOld = TimeSpan.FromHours(6);

    /// <summary>A shorter notification interval counts as this one.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(10);

    /// <summary>Whether a host's checks are watched: nothing opens and nothing closes otherwise.</summary>
    public static bool Watches(ServerHostStatus status) => status is ServerHostStatus.Working or ServerHostStatus.Standby;

    /// <summary>Whether a host's alerts are told.</summary>
    public static bool Tells(ServerHostStatus status) => status == ServerHostStatus.Working;

    /// <summary>Whether a report is so old that it is ignored.</summary>
    public static bool Ignores(DateTimeOffset occurredAt, DateTimeOffset now) => now - occurredAt >= TooOld;

    /// <summary>What a report of a watched host's check leads to.</summary>
    /// <returns>How the check fares then, and what there is to tell; <c>null</c> for nothing.</returns>
    public static (CheckCourse Next, ServerNotificationKind? Told) After(CheckCourse course, ServerReport report)
    {
        if (report.IsOk)
        {
            return (CheckCourse.New, course.OpenAs is null ? null : ServerNotificationKind.Closed);
        }

        bool isInARow = course.FailedAt is { } failedAt && report.OccurredAt - failedAt <= LongestGap;
        CheckCourse failed = course with { Attempts = isInARow ? course.Attempts + 1 : 1, FailedAt = report.OccurredAt };
        ServerNotificationKind? told = ToldOf(failed, report);
        bool isOpen = course.OpenAs is not null || told is not null;
        return (failed with
        {
            OpenAs = isOpen ? report.Status : null,
            ToldAt = told is null ? course.ToldAt : report.OccurredAt,
        }, told);
    }

    private static ServerNotificationKind? ToldOf(CheckCourse failed, ServerReport report)
    {
        if (failed.OpenAs is null)
        {
            return failed.Attempts >= report.MaxCheckAttempts ? ServerNotificationKind.Opened : null;
        }

        if (failed.OpenAs != report.Status)
        {
            return ServerNotificationKind.Turned;
        }

        return report.OccurredAt - failed.ToldAt >= IntervalOf(report) ? ServerNotificationKind.Again : null;
    }

    private static TimeSpan? IntervalOf(ServerReport report) => report.NotificationInterval is not { } minutes ? null
        : TimeSpan.FromMinutes(minutes) is var given && given < ShortestInterval ? ShortestInterval : given;
}
