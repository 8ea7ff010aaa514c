using System.Globalization;
using System.Text.Json;
using CheckTcp.CommandLine;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Monitor.Channels.Mackerel;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Scheduling;
using CheckTcp.Monitor.Shards;
using CheckTcp.Monitor.Storage;

namespace CheckTcp.Monitor.Facade;

/// <summary>Answers for the daemon that runs, from what it has in memory; only what is over comes from the store.</summary>
/// <param name="configuration">What is in force.</param>
/// <param name="watch">The checks.</param>
/// <param name="scheduler">Their schedule.</param>
/// <param name="executor">Their execution.</param>
/// <param name="actions">Their actions.</param>
/// <param name="history">Where alerts and results are written.</param>
/// <param name="reporter">Brings reports to Mackerel.</param>
/// <param name="storePath">Where the store can be read.</param>
/// <param name="time">The clock.</param>
internal sealed class LiveMonitor(
    LiveConfiguration configuration, Watch watch, Scheduler scheduler, Executor executor, ActionRunner actions, HistoryWriter history,
    Reporter reporter, string storePath, TimeProvider time)
{
    private static readonly TimeSpan StoreAnswersWithin = TimeSpan.FromSeconds(1);

    /// <summary>Runs on request at the same time: they do not count towards the bounds of the schedule.</summary>
    private const int MostRuns = 8;

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private int _runs;

    /// <inheritdoc cref="MonitorSource.StatusAsync"/>
    public async Task<StatusView> StatusAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        DateTimeOffset now = time.GetUtcNow();
        return new StatusView
        {
            Running = true,
            Version = ProgramVersion.Text,
            StartedAt = _startedAt,
            Configuration = new ConfigurationView(configuration.Name, configuration.LoadedAt, configuration.Refused)
            {
                Problems = configuration.Problems,
            },
            Schedule = StatusViews.Of(scheduler.Figures),
            Commands = StatusViews.Of(executor, actions),
            Store = StatusViews.Of(history.Condition),
            Reporting = StatusViews.Of(reporter.Host, reporter.Figures, await OldestReportAsync(cancellation)),
            Checks = StatusViews.InOrder(watch.Checks.Select(check => StatusViews.Of(check, scheduler.DueOf(check.Name), now))),
        };
    }

    /// <inheritdoc cref="MonitorSource.AlertsAsync"/>
    public async Task<IReadOnlyList<AlertView>> AlertsAsync(bool all, CancellationToken cancellation)
    {
        IEnumerable<Alert> open = watch.Checks.Select(check => check.State.Open).OfType<Alert>();
        if (!all)
        {
            return [.. open.OrderByDescending(alert => alert.Id).Select(AlertView.Of)];
        }

        await history.FlushAsync(cancellation);
        Dictionary<long, Alert> alerts = StoredAlerts();
        foreach (Alert alert in open)
        {
            alerts[alert.Id] = alert; // the store may be behind, when it cannot be written
        }

        return [.. alerts.Values.OrderByDescending(alert => alert.Id).Select(AlertView.Of)];
    }

    /// <inheritdoc cref="MonitorSource.HistoryAsync"/>
    public async Task<HistoryView> HistoryAsync(string check, TimeSpan period, CancellationToken cancellation)
    {
        await history.FlushAsync(cancellation);
        if (history.Condition is { IsHanging: true } hanging)
        {
            throw new ControlException($"history {storePath} cannot be read: {hanging.Reason}; {hanging.Mend}");
        }

        DateTimeOffset now = time.GetUtcNow();
        HistoryView view = HistoryViews.Of(storePath, check, now - period, now);
        return view.Results.Count + view.Rollups.Count > 0 || watch.Find(check) is not null
            ? view
            : throw new ControlException($"nothing is known of a check called {check} in this time; check-tcpd status --all lists the checks");
    }

    /// <inheritdoc cref="MonitorSource.CloseAsync"/>
    public async Task<AlertView> CloseAsync(long alertId, string reason, CancellationToken cancellation)
    {
        Alert closed = watch.Close(alertId, CloseReason.Checked(reason)) ?? throw new ControlException(NoSuchAlert(alertId));
        await history.FlushAsync(cancellation);
        return AlertView.Of(closed);
    }

    /// <summary>Runs a check once, beside its schedule; neither alerts nor history count it.</summary>
    /// <exception cref="ControlException">There is no such check, or too many are run so already.</exception>
    public async Task<RunView> RunAsync(string name, CancellationToken cancellation)
    {
        CheckDefinition check = watch.Find(name)?.Definition
            ?? throw new ControlException($"there is no check called {name}; check-tcpd status --all lists the checks");
        if (Interlocked.Increment(ref _runs) > MostRuns)
        {
            Interlocked.Decrement(ref _runs);
            throw new ControlException($"{MostRuns} runs on request are under way already; try again when one has ended");
        }

        try
        {
            return Of(check, await executor.ObserveAsync(check, cancellation));
        }
        finally
        {
            Interlocked.Decrement(ref _runs);
        }
    }

    private async Task<long?> OldestReportAsync(CancellationToken cancellation)
    {
        try
        {
            return reporter.Figures.Waiting == 0 ? null
                : await history.OldestReportAsync(cancellation).WaitAsync(StoreAnswersWithin, time, cancellation);
        }
        catch (TimeoutException)
        {
            return null; // a disk that hangs is no reason to tell nothing
        }
    }

    private Dictionary<long, Alert> StoredAlerts()
    {
        if (history.Condition.IsHanging)
        {
            return [];
        }

        try
        {
            return HistoryViews.Read(storePath, store => store.Alerts(includeClosed: true, limit: HistoryViews.MaxAlerts))
                .ToDictionary(alert => alert.Id);
        }
        catch (ControlException) when (history.Condition.Since is not null)
        {
            return []; // what is in memory is better than nothing; status tells why there is no more
        }
    }

    /// <summary>What is said when no open alert has this id.</summary>
    public static string NoSuchAlert(long alertId) =>
        string.Create(CultureInfo.InvariantCulture, $"no open alert has the id {alertId}; check-tcpd alerts lists those that have one");

    /// <summary>A run as it is shown.</summary>
    public static RunView Of(CheckDefinition check, ObservedReport run) => new(
        check.Name,
        run.Report.Status.ToText(),
        run.Report.Message,
        run.Report.Duration.TotalSeconds,
        run.Seen is { } seen && check.Program is TcpProgram { Command: RunCommand { Check: var asked } } ? LinesOf(VerboseReport.Of(asked, seen)) : [],
        run.Seen is null ? [] : LinesOf(TranscriptReport.Of(run.Seen)))
    {
        Result = run.Judgement is { } judgement ? JsonElement.Parse(JsonReport.Of(judgement, run.Seen)) : null,
    };

    private static string[] LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
