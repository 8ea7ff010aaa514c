using CheckTcp.CommandLine;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Rules;
using CheckTcp.Monitor.Shards;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Facade;

/// <summary>The store of a daemon that does not run.</summary>
/// <param name="dataDirectory">Where it lies.</param>
/// <param name="time">The clock.</param>
/// <param name="logs">Are told what happens to the store when it is written to; disposed with this, or the last lines would not be written.</param>
internal sealed class StoppedStore(string dataDirectory, TimeProvider time, ILoggerFactory logs) : MonitorSource
{
    private readonly string _path = Storage.DataDirectory.HistoryPathIn(dataDirectory);

    /// <summary>Where it lies.</summary>
    public string DataDirectory => dataDirectory;

    /// <inheritdoc/>
    public override Task<StatusView> StatusAsync(CancellationToken cancellation) => Task.FromResult(HistoryViews.Read(_path, store =>
    {
        var latest = store.LatestResults().ToDictionary(result => result.Check);
        StoredState state = store.LoadState();
        return new StatusView
        {
            Running = false,
            Version = ProgramVersion.Text,
            Reporting = StatusViews.Of(state.Reports),
            Checks = StatusViews.InOrder(state.Checks.Select(check =>
                Of(check.Key, check.Value, latest.GetValueOrDefault(check.Key), SeenCertificates.Of(state.Certificates.GetValueOrDefault(check.Key, []))))),
        };
    }));

    /// <inheritdoc/>
    public override Task<IReadOnlyList<AlertView>> AlertsAsync(bool all, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<AlertView>>([.. HistoryViews.Read(_path, store => store.Alerts(all, limit: HistoryViews.MaxAlerts)).Select(AlertView.Of)]);

    /// <inheritdoc/>
    public override Task<HistoryView> HistoryAsync(string check, TimeSpan period, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        HistoryView view = HistoryViews.Of(_path, check, now - period, now);
        return view.Results.Count + view.Rollups.Count > 0
            ? Task.FromResult(view)
            : throw new ControlException($"nothing is known of a check called {check} in this time");
    }

    /// <inheritdoc/>
    public override Task<AlertView> CloseAsync(long alertId, string reason, CancellationToken cancellation)
    {
        string kept = CloseReason.Checked(reason);
        try
        {
            using Storage.DataDirectory held = Storage.DataDirectory.Open(dataDirectory);
            using SqliteStore store = SqliteStore.Open(held.HistoryPath, time, logs.CreateLogger<StoppedStore>());
            AlertState state = store.LoadState().Checks.Values.FirstOrDefault(state => state.Open?.Id == alertId)
                ?? throw new ControlException(LiveMonitor.NoSuchAlert(alertId));
            AlertStep step = AlertMachine.CloseByHand(state, time.GetUtcNow(), kept);
            store.Write([new HistoryEntry(step.Alert!.Check) { State = step.Next, Alert = step.Alert, Event = step.Event }]);
            return Task.FromResult(AlertView.Of(step.Alert));
        }
        catch (StoreException e)
        {
            throw new ControlException(e.Message, e);
        }
        catch (SqliteException e)
        {
            throw new ControlException($"history {_path}: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => logs.Dispose();

    private CheckView Of(string name, AlertState state, PastResult? latest, SeenCertificates certificates) => new(
        name,
        (latest?.Status ?? state.LastStatus)?.ToText(),
        latest?.Message ?? state.Open?.Message,
        latest?.StartedAt ?? state.LastAttemptAt,
        (latest?.ResponseTime ?? latest?.Duration)?.TotalSeconds,
        null,
        state.Attempts,
        state.Open?.Id,
        Configured: true,
        Memo: null,
        Labels: null)
    {
        Diagnosis = latest is null ? StatusViews.DiagnosisOf(state) : latest.Diagnosis,
        Certificate = CertificateView.Of(certificates, time.GetUtcNow()),
        Certificates = CertificateView.AllOf(certificates, time.GetUtcNow()),
    };
}
