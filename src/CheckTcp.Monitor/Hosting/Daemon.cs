using System.Collections.Immutable;
using CheckTcp.Monitor.Channels.Mackerel;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Execution.Children;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Facade.Remote;
using CheckTcp.Monitor.Scheduling;
using CheckTcp.Monitor.Shards;
using CheckTcp.Monitor.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Hosting;

/// <summary>The daemon from its start to its end.</summary>
internal sealed partial class Daemon(Signals signals, TimeProvider time, ILoggerFactory logs)
{
    /// <summary>The stop ends within five seconds, whatever hangs.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(4);

    private readonly ILogger _log = logs.CreateLogger<Daemon>();

    /// <summary>Runs until it is told to stop.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(DaemonOptions options)
    {
        try
        {
            await RunUntilStoppedAsync(options);
            return 0;
        }
        catch (Exception e) when (e is StartException or StoreException)
        {
            LogCannotStart(e.Message);
            return 1;
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            LogStoppedEarly();
            return 0;
        }
    }

    private async Task RunUntilStoppedAsync(DaemonOptions options)
    {
        if (Prober.TlsError is { } error)
        {
            throw new StartException(error); // it would end the daemon with the first hash or connection
        }

        WorkerThreads.Prepare();
        await using Timer lastResort = EndWhateverHangs();
        using var adoption = new Adoption(time);
        LiveConfiguration? read = await ReadConfigurationAsync(options);
        using DataDirectory data = DataDirectory.Open(
            DataLocation.Of(options.DataDirectory, read?.Current),
            makesParents: DataLocation.IsDefault(options.DataDirectory, read?.Current),
            logs.CreateLogger<DataDirectory>());
        LiveConfiguration configuration = read
            ?? new LiveConfiguration(null, SampleConfiguration.Of(SocketOf(data)), null, [], time, logs.CreateLogger<LiveConfiguration>());
        using PidFile? pidFile = configuration.Current.Agent.PidFile is { Length: > 0 } path ? PidFile.Write(path, _log) : null;
        AgentBeside.Warn(configuration.Current, _log);
        MonitorParts? parts = null;
        var announcements = new Announcements(logs.CreateLogger<Announcements>());
        using var history = new HistoryWriter(data.HistoryPath, TellOfStored, time, logs.CreateLogger<HistoryWriter>(), data, Known);
        parts = await AssembleAsync(configuration, history, data.Path);
        await using Reporter reporter = parts.Reporter;

        var live = new LiveMonitor(
            configuration, parts.Watch, parts.Scheduler, parts.Executor, parts.Actions, history, reporter, data.HistoryPath, time);
        var control = new ControlServer(live, logs.CreateLogger<ControlServer>());
        await using var listener = new ControlListener(data, DataLocation.Socket, control.Map, time, logs);
        await using var service = new MonitorService(parts, signals, time, logs.CreateLogger<MonitorService>());
        using IHost host = BuildHost(service, listener);
        await Preloading.RunAsync(_log);
        await StartAsync(host);
        await host.WaitForShutdownAsync(CancellationToken.None);

        StoredState? Known() => parts?.Watch.Known();

        void TellOfStored(IReadOnlyList<HistoryEntry> entries)
        {
            announcements.Tell(entries);
            parts?.Reporter.Take(entries);
        }
    }

    /// <summary>By a path of this process where its own is too long for a socket.</summary>
    private static string SocketOf(DataDirectory data)
    {
        string socket = DataLocation.SocketIn(data.Path);
        return Target.FitsSocketAddress(socket) ? socket : data.ShortPathOf(DataLocation.Socket) ?? socket;
    }

    /// <returns><c>null</c> when there is none.</returns>
    private async Task<LiveConfiguration?> ReadConfigurationAsync(DaemonOptions options)
    {
        ILogger<LiveConfiguration> log = logs.CreateLogger<LiveConfiguration>();
        if (ConfigurationLocation.Find(options.ConfigurationFile) is not { } file)
        {
            LogSample(ConfigurationLocation.Defaults[0]);
            return null;
        }

        ConfigurationResult result = await SlowWork.RunAsync($"reading {file}", () => ConfigurationReader.Read(file), time, _log, signals.Stop);
        LiveConfiguration.LogFindings(log, result.Findings);
        if (result.Configuration is not { } configuration)
        {
            throw new StartException($"{file} has errors (see above; check-tcpd configtest lists them, too)");
        }

        if (!result.Errors.IsEmpty)
        {
            LogLeftOut(file, result.Errors.Length);
        }

        return new LiveConfiguration(file, configuration, result.Files, result.LeftOut, time, log);
    }

    private async Task<MonitorParts> AssembleAsync(LiveConfiguration configuration, HistoryWriter history, string dataDirectory)
    {
        ImmutableDictionary<string, string> environment = ChildEnvironment.Of(OwnEnvironment.Variables, configuration.Current.Agent);
        var executor = new Executor(new Prober(time), time, logs.CreateLogger<Executor>(), environment);
        var actions = new ActionRunner(time, logs.CreateLogger<ActionRunner>(), environment);
        var stopping = new CancellationTokenSource();
        var clock = new ClockWatch(time);
        var watch = new Watch(
            new WatchEdges(executor.RunAsync, history.Add, (check, report) => actions.RunAfter(check, report, stopping.Token)),
            time,
            clock,
            logs.CreateLogger<Watch>());
        StoredState stored = await SlowWork.RunAsync("opening the history", history.LoadState, time, _log, CancellationToken.None);
        watch.Restore(stored);
        var reporter = new Reporter(
            history, watch.ReportAnew, HostIdFile.For(configuration.Current.Agent, dataDirectory), MachineFacts.Read, time, logs);
        reporter.Restore(stored.Reports);
        var scheduler = new Scheduler(time, clock, new SchedulerEdges(watch.RunAsync, watch.ReportAllAnew));
        return new MonitorParts(configuration, watch, scheduler, executor, actions, history, reporter, stopping);
    }

    private IHost BuildHost(MonitorService service, ControlListener listener)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.Replace(ServiceDescriptor.Singleton(logs));
        builder.Services.AddSingleton(signals);
        builder.Services.AddSingleton<IHostLifetime, DaemonLifetime>();
        builder.Services.AddSingleton<IHostedService>(service);
        builder.Services.AddSingleton<IHostedService>(listener);
        builder.Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = StopWithin;
            host.ServicesStopConcurrently = true;
        });
        return builder.Build();
    }

    private static async Task StartAsync(IHost host)
    {
        try
        {
            await host.StartAsync();
        }
        catch (OperationCanceledException)
        {
            await host.StopAsync(CancellationToken.None); // a signal came while it started: what has begun is ended as always
            throw;
        }
    }

    /// <summary>A disk that does not answer cannot be waited for and not be cancelled either.</summary>
    private Timer EndWhateverHangs()
    {
        bool isLogged = false;
        var lastResort = new Timer(_ =>
        {
            if (isLogged)
            {
                ProcessEnd.AtOnce(exitCode: 1);
            }

            LogHangs();
            isLogged = true; // and a moment later it is written, if anybody reads it
        });
        signals.Stop.Register(() => lastResort.Change(StopWithin + TimeSpan.FromMilliseconds(600), TimeSpan.FromMilliseconds(100)));
        return lastResort;
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "check-tcpd cannot start: {Reason}")]
    private partial void LogCannotStart(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopped before the start was complete")]
    private partial void LogStoppedEarly();

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "there is no configuration: check-tcpd watches itself as a sample; write {File}, or name a file with --config")]
    private partial void LogSample(string file);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{File} has {Errors} errors (see above): what they are about is left out, and the rest runs; it is read again when a file changes")]
    private partial void LogLeftOut(string file, int errors);

    [LoggerMessage(Level = LogLevel.Critical, Message = "the stop hangs; the process is ended as it is")]
    private partial void LogHangs();
}
