using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution.Children;
using CheckTcp.Monitor.Scheduling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Hosting;

/// <summary>Starts what the daemon consists of in its order, and ends it in the other.</summary>
internal sealed partial class MonitorService : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>How much of the stop may pass until reports, and then the status of this host, are given up.</summary>
    private static readonly TimeSpan ForReports = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ForStatus = TimeSpan.FromSeconds(3.5);

    private readonly MonitorParts _parts;
    private readonly Signals _signals;
    private readonly ILogger<MonitorService> _log;
    private readonly TimeProvider _time;
    private readonly ConfigurationWatcher _watcher;
    private int _openWithoutRuns;
    private Watchdog? _watchdog;
    private bool _hasBegun;

    /// <summary>Puts the parts together.</summary>
    public MonitorService(MonitorParts parts, Signals signals, TimeProvider time, ILogger<MonitorService> log)
    {
        _parts = parts;
        _signals = signals;
        _log = log;
        _time = time;
        _watcher = new ConfigurationWatcher(parts.Configuration, ApplyNew, time, log);
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _hasBegun = true;
        await _parts.History.StartAsync(cancellationToken);
        _openWithoutRuns = Descriptors.CountOpen();
        Apply(_parts.Configuration.Current);
        await _parts.Reporter.ConnectAsync(_parts.Configuration.Current, cancellationToken);
        _parts.Reporter.Start();
        _parts.Scheduler.Start();
        _watcher.Start();
        if (_signals.HangUpCame)
        {
            _watcher.ReadAgain();
        }

        if (ServiceManager.WatchdogInterval is { } interval)
        {
            _watchdog = new Watchdog(
                interval, () => _parts.Scheduler.Steps, static () => ServiceManager.Notify(new ServiceState("WATCHDOG=1")), _time);
        }
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>The control socket is there now, too: whoever waits for this line may ask.</remarks>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        LogWatching(_parts.Configuration.Current.Checks.Length, _parts.Configuration.Name);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    /// <remarks>Nothing new is started, runs and commands are ended, and then what is known is written and reported.</remarks>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_hasBegun)
        {
            return;
        }

        LogStopping();
        _watchdog?.Dispose();
        using var forReports = new CancellationTokenSource(ForReports, _time);
        using var forStatus = new CancellationTokenSource(ForStatus, _time);
        await _watcher.DisposeAsync();
        await _parts.Stopping.CancelAsync();
        await Task.WhenAll(
            _parts.Scheduler.DisposeAsync().AsTask(), _parts.Executor.DisposeAsync().AsTask(), _parts.Actions.DisposeAsync().AsTask());
        await _parts.History.FlushAsync(forReports.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _parts.Reporter.StopAsync(forReports.Token, forStatus.Token);
        await _parts.History.StopAsync(cancellationToken);
        LogStopped();
    }

    /// <summary>Gives up what a start that failed has begun; after a stop nothing is left.</summary>
    public async ValueTask DisposeAsync() => await _watcher.DisposeAsync();

    private void ApplyNew(MonitorConfiguration configuration)
    {
        Apply(configuration);
        _parts.Reporter.Apply(configuration);
    }

    private void Apply(MonitorConfiguration configuration)
    {
        ImmutableArray<CheckDefinition> checks = configuration.Checks;
        _parts.Watch.Apply(checks, configuration.ReportPolicy);
        _parts.Actions.Retain(checks);
        _parts.Scheduler.Apply(checks, configuration.Monitor with { MaxConcurrent = RoomFor(configuration) }, _parts.Watch.HasRun);
        _parts.History.Retention = configuration.Monitor.Retention;
    }

    /// <summary>How many runs this machine has room for at once, of those that the configuration allows.</summary>
    private int RoomFor(MonitorConfiguration configuration)
    {
        int wanted = configuration.Monitor.MaxConcurrent;
        var room = Capacity.Of(configuration, DescriptorLimit.Most - _openWithoutRuns);
        DescriptorLimit.Fit(room.Descriptors + _openWithoutRuns);
        if (room.Runs < wanted)
        {
            LogFewDescriptors(wanted, room.Runs, DescriptorLimit.Most);
        }

        _parts.Actions.Prepare(room.Actions);
        int commands = configuration.Checks.Count(check => check.Program is ChildProgram);
        int threads = _parts.Executor.Prepare(Math.Min(room.Runs, commands));
        if (threads >= Math.Min(room.Runs, commands))
        {
            return room.Runs;
        }

        LogFewThreads(wanted, Math.Max(1, threads));
        return Math.Max(1, threads);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "max_concurrent is lowered from {Wanted} to {Runs}, since only {Limit} files and sockets may be open at once; "
            + "raise the hard limit (LimitNOFILE= of the unit, ulimit -Hn), or lower max_concurrent")]
    private partial void LogFewDescriptors(int wanted, int runs, long limit);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "max_concurrent is lowered from {Wanted} to {Runs}, since there is no room for the threads and processes of more commands; "
            + "raise the limit (TasksMax= of the unit, pids of the container, ulimit -u), or lower max_concurrent")]
    private partial void LogFewThreads(int wanted, int runs);

    [LoggerMessage(Level = LogLevel.Information, Message = "check-tcpd is watching: {Checks} checks from {Configuration}")]
    private partial void LogWatching(int checks, string configuration);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopping")]
    private partial void LogStopping();

    [LoggerMessage(Level = LogLevel.Information, Message = "stopped")]
    private partial void LogStopped();
}
