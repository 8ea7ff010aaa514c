using CheckTcp.Monitor.Channels.Mackerel;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Channels.Mackerel.Sending;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Scheduling;
using CheckTcp.Monitor.Shards;
using CheckTcp.Monitor.Storage;
using CheckTcp.TestSupport.Mackerel;
using Microsoft.Extensions.Logging.Abstractions;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>The daemon from a start to its end, over real files and HTTP: all but its processes and its socket. The test says when a check
/// runs and how it comes out, and drives the lanes; the schedule only looks at the clock.</summary>
internal sealed class SimulatedMonitor : IAsyncDisposable
{
    private readonly MonitorConfiguration _configuration;
    private readonly SimulatedTime _time;
    private readonly SkewedTime _wall;
    private readonly MackerelStandIn _server;
    private readonly StoredEntries _stored;
    private readonly CancellationTokenSource _life = new();
    private readonly List<DrivenLane> _lanes = [];
    private readonly Watch _watch;
    private readonly Scheduler _scheduler;
    private readonly HistoryWriter _history;
    private (Status Status, string Message) _outcome;
    private bool _isDying;

    /// <param name="configuration">What it is to do.</param>
    /// <param name="path">The store.</param>
    /// <param name="time">The clock.</param>
    /// <param name="server">Mackerel.</param>
    /// <param name="stored">Is told of what is stored.</param>
    public SimulatedMonitor(
        MonitorConfiguration configuration, string path, SimulatedTime time, MackerelStandIn server, StoredEntries stored)
    {
        (_configuration, _time, _server, _stored) = (configuration, time, server, stored);
        _wall = new SkewedTime(time);
        var clock = new ClockWatch(_wall);
        _history = new HistoryWriter(path, Stored, _wall, NullLogger<HistoryWriter>.Instance);
        _watch = new Watch(new WatchEdges(Run, Remember, (_, _) => { }), _wall, clock, NullLogger<Watch>.Instance);
        _scheduler = new Scheduler(_wall, clock, new SchedulerEdges(_watch.RunAsync, _watch.ReportAllAnew));
        StoredState state = _history.LoadState();
        _watch.Restore(state);
        IdFile = HostIdFile.For(configuration.Agent, "/nowhere");
        Reporter = new Reporter(_history, _watch.ReportAnew, IdFile, Machine, _wall, NullLoggerFactory.Instance);
        Reporter.Restore(state.Reports);
    }

    public Reporter Reporter { get; }

    public HostIdFile IdFile { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts all but the loops that send: the lanes are driven.</summary>
    public async Task StartAsync()
    {
        await _history.StartAsync(Cancellation);
        _watch.Apply(_configuration.Checks, _configuration.ReportPolicy);
        Reporter.Apply(_configuration);
    }

    /// <summary>Starts as the daemon does, with the loops that send.</summary>
    public async Task StartWithLoopsAsync()
    {
        await _history.StartAsync(Cancellation);
        _watch.Apply(_configuration.Checks, _configuration.ReportPolicy);
        await Reporter.ConnectAsync(_configuration, Cancellation);
        Reporter.Start();
    }

    /// <summary>Waits until Mackerel has told who this host is: it has to be reachable.</summary>
    public Task UntilHostIsKnownAsync() => Reporter.TryingWhenKnown.WaitAsync(Cancellation);

    /// <summary>Mackerel can be reached again: has it asked at once who this host is, as a reload does, and waits until it has told.</summary>
    public async Task FindHostAsync()
    {
        if (!Reporter.TryingWhenKnown.IsCompleted)
        {
            Reporter.Apply(_configuration);
            await UntilHostIsKnownAsync();
        }
    }

    /// <summary>Runs a check, and waits until what came of it is stored.</summary>
    public async Task RunAsync(string check, Status status, string message)
    {
        await RunUnstoredAsync(check, status, message);
        await _history.FlushAsync(Cancellation);
    }

    /// <summary>Runs a check.</summary>
    public async Task RunUnstoredAsync(string check, Status status, string message)
    {
        _outcome = (status, message);
        await _watch.RunAsync(_watch.Find(check)!.Definition!, Cancellation);
    }

    /// <summary>Somebody sets the wall clock so far ahead of the right time, or back, and the schedule looks at it.</summary>
    public void SetClock(TimeSpan error)
    {
        _wall.Error = error;
        _scheduler.Step();
    }

    /// <summary>Waits until all that ran is stored.</summary>
    public Task FlushAsync() => _history.FlushAsync(Cancellation);

    /// <summary>Waits until what has arrived is out of the queue; the writer answers in the order of the questions.</summary>
    public Task UntilRemovedAsync() => _history.OldestReportAsync(Cancellation);

    /// <summary>Has the lanes do what is due now.</summary>
    /// <returns>When something is due next; <c>null</c> for never.</returns>
    public async Task<DateTimeOffset?> StepAsync()
    {
        _lanes.AddRange(Reporter.Lanes
            .Where(lane => !_lanes.Exists(driven => driven.Lane == lane))
            .Select(lane => new DrivenLane(lane, _time, _server, _life.Token)));
        DateTimeOffset? next = null;
        foreach (DrivenLane lane in _lanes)
        {
            DateTimeOffset? due = await lane.StepAsync();
            next = due is null || due > next ? next : due;
        }

        return next;
    }

    /// <summary>Nothing of what it runs from now on reaches its store: it is about to be killed.</summary>
    public void BeginToDie() => _isDying = true;

    /// <summary>It is gone, as by a kill: what it had stored is all that is left.</summary>
    public async Task KillAsync()
    {
        BeginToDie();
        await _life.CancelAsync();
        foreach (DrivenLane lane in _lanes)
        {
            await lane.UntilGoneAsync();
        }

        await Reporter.StopAsync(new CancellationToken(canceled: true), new CancellationToken(canceled: true));
        await DisposeAsync();
    }

    /// <summary>Tells the driven lanes to end: they send what waits, once.</summary>
    public async Task BeginToStopAsync()
    {
        await FlushAsync();
        foreach (ReportLane lane in Reporter.Lanes)
        {
            lane.End();
        }
    }

    /// <summary>Whether all lanes that were told to end have.</summary>
    public bool HasStopped => _lanes.TrueForAll(lane => lane.HasEnded);

    /// <summary>Stops in the daemon's order and within its limits; with driven lanes, these have ended before.</summary>
    public async Task StopAsync(CancellationToken forReports, CancellationToken forStatus)
    {
        await FlushAsync();
        await Reporter.StopAsync(forReports, forStatus);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _history.StopAsync(CancellationToken.None);
        await Reporter.DisposeAsync();
        _history.Dispose();
        _life.Dispose();
    }

    private static MachineFacts Machine() => new("vm", new HostMeta { AgentName = "a", AgentVersion = "0" }, []);

    private ValueTask<Report> Run(CheckDefinition check, CancellationToken stop) =>
        ValueTask.FromResult(new Report(check.Name, _wall.GetUtcNow(), TimeSpan.FromMilliseconds(3), _outcome.Status, _outcome.Message));

    private void Remember(HistoryEntry entry)
    {
        if (!_isDying)
        {
            _history.Add(entry);
        }
    }

    private void Stored(IReadOnlyList<HistoryEntry> entries)
    {
        _stored.Add(entries);
        Reporter.Take(entries);
    }
}
