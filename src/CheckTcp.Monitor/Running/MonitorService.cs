using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Running;

/// <summary>Starts what the daemon consists of in its order, and ends it in the other.</summary>
internal sealed partial class MonitorService : IHostedService, IAsyncDisposable
{
    private readonly MonitorParts _parts;
    private readonly ILogger<MonitorService> _log;
    private readonly ConfigurationWatcher _watcher;

    /// <summary>Puts the parts together.</summary>
    public MonitorService(MonitorParts parts, TimeProvider time, ILogger<MonitorService> log)
    {
        _parts = parts;
        _log = log;
        _watcher = new ConfigurationWatcher(parts.Configuration, Apply, time);
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _parts.History.StartAsync(cancellationToken);
        Apply(_parts.Configuration.Current);
        _parts.Scheduler.Start();
        _watcher.Start();
        LogWatching(_parts.Configuration.Current.Checks.Length, _parts.Configuration.Name);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing new is started, runs and commands are ended, and then what is known is written.</remarks>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        LogStopping();
        await _watcher.DisposeAsync();
        await _parts.Stopping.CancelAsync();
        await Task.WhenAll(
            _parts.Scheduler.DisposeAsync().AsTask(), _parts.Executor.DisposeAsync().AsTask(), _parts.Actions.DisposeAsync().AsTask());
        await _parts.History.StopAsync(cancellationToken);
        LogStopped();
    }

    /// <summary>Gives up what a start that failed has begun; after a stop nothing is left.</summary>
    public async ValueTask DisposeAsync() => await _watcher.DisposeAsync();

    private void Apply(MonitorConfiguration configuration)
    {
        ImmutableArray<CheckDefinition> checks = configuration.Checks;
        _parts.Watch.Apply(checks);
        _parts.Actions.Retain(checks);
        _parts.Scheduler.Apply(checks, configuration.Monitor, _parts.Watch.HasRun);
        _parts.History.Retention = configuration.Monitor.Retention;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "check-tcpd is watching: {Checks} checks from {Configuration}")]
    private partial void LogWatching(int checks, string configuration);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopping")]
    private partial void LogStopping();

    [LoggerMessage(Level = LogLevel.Information, Message = "stopped")]
    private partial void LogStopped();
}
