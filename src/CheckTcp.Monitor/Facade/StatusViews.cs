using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Channels.Mackerel.Sending;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Scheduling;
using CheckTcp.Monitor.Shards;
using CheckTcp.Monitor.Storage;

namespace CheckTcp.Monitor.Facade;

/// <summary>Makes what a status shows of what the parts of the monitor know.</summary>
internal static class StatusViews
{
    /// <summary>How the schedule fares.</summary>
    public static ScheduleView Of(ScheduleFigures schedule) => new(
        schedule.Checks, schedule.Running, schedule.Waiting, schedule.Started, schedule.Skipped,
        schedule.Lag.P50.TotalSeconds, schedule.Lag.P99.TotalSeconds, schedule.Lag.Max.TotalSeconds);

    /// <summary>Commands that could not be ended; <c>null</c> when there are and were none.</summary>
    public static CommandsView? Of(Executor checks, ActionRunner actions)
    {
        LingeringView[] lingering =
        [
            .. checks.Lingering.Select(run => new LingeringView(run.Owner, false, run.StartedAt, run.Reason)),
            .. actions.Lingering.Select(run => new LingeringView(run.Owner, true, run.StartedAt, run.Reason)),
        ];
        long withheld = checks.Withheld + actions.Withheld;
        return lingering.Length == 0 && withheld == 0 ? null : new CommandsView(lingering, withheld);
    }

    /// <summary>How the store fares.</summary>
    public static StoreView Of(StoreCondition store) => new(
        store.Since is null, store.Since, store.Mend is null ? store.Reason : $"{store.Reason}; {store.Mend}",
        store.HeldResults + store.HeldChanges, store.DroppedResults)
    {
        BegunAnewAt = store.BegunAnewAt,
    };

    /// <summary>How reports fare; <c>null</c> when there are none.</summary>
    public static ReportingView? Of(HostCondition? host, SendingFigures reports, long? oldest) => host is null && reports.Waiting == 0 ? null : new()
    {
        HostId = host?.Id,
        HostProblem = host?.Problem,
        LastSuccessAt = reports.LastSuccessAt,
        Waiting = reports.Waiting,
        OldestAt = Moment(oldest),
        Sent = reports.Sent,
        Dropped = reports.Dropped,
        FailingSince = reports.FailingSince,
        LastErrorAt = reports.LastError?.At,
        LastError = reports.LastError?.Reason,
    };

    /// <summary>What the store knows of reports when no daemon runs; <c>null</c> when none waits.</summary>
    public static ReportingView? Of(StoredReports reports) => reports.Waiting.Count == 0 ? null : new()
    {
        Waiting = reports.Waiting.Sum(host => host.Count),
        OldestAt = Moment(reports.Oldest),
    };

    /// <summary>How a check fares.</summary>
    /// <param name="check">The check.</param>
    /// <param name="due">When it is due next.</param>
    /// <param name="now">The time, for the days that its certificate has left.</param>
    public static CheckView Of(WatchedCheck check, DateTimeOffset? due, DateTimeOffset now)
    {
        lock (check.Lock)
        {
            return new CheckView(
                check.Name,
                check.State.LastStatus?.ToText(),
                check.Last?.Message ?? check.State.Open?.Message,
                check.Last?.StartedAt ?? check.State.LastAttemptAt,
                (check.Last?.ResponseTime ?? check.Last?.Duration)?.TotalSeconds,
                due,
                check.State.Attempts,
                check.State.Open?.Id,
                check.Definition is not null,
                check.Definition?.Memo,
                check.Definition?.Labels is { IsEmpty: false } labels ? labels : null)
            {
                Diagnosis = check.Last is { } last ? last.Diagnosis : DiagnosisOf(check.State),
                Certificate = CertificateView.Of(check.Certificates, now),
                Certificates = CertificateView.AllOf(check.Certificates, now),
                CertificateChanges = check.Certificates.Shown is null ? null : check.Certificates.Changes,
            };
        }
    }

    /// <summary>Why a check is not OK whose latest run is not known any more; nothing of an alert that is open still where it was OK.</summary>
    public static Diagnosis? DiagnosisOf(AlertState state) => state.LastStatus == Status.Ok ? null : state.Open?.Diagnosis;

    /// <summary>Those that are not OK first, the worst of them on top; then by name.</summary>
    public static IReadOnlyList<CheckView> InOrder(IEnumerable<CheckView> checks) =>
        [.. checks.OrderBy(check => RankOf(check.Status)).ThenBy(check => check.Name, StringComparer.Ordinal)];

    private static DateTimeOffset? Moment(long? seconds) => seconds is { } moment ? DateTimeOffset.FromUnixTimeSeconds(moment) : null;

    private static int RankOf(string? status) => status switch { "CRITICAL" => 0, "UNKNOWN" => 1, "WARNING" => 2, null => 3, _ => 4 };
}
