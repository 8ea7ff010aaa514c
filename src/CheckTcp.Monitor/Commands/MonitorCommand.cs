using System.CommandLine;
using CheckTcp.Monitor.Hosting;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Commands;

/// <summary>The command line of <c>check-tcpd</c>.</summary>
internal static class MonitorCommand
{
    /// <summary>The daemon, and the commands that ask it.</summary>
    public static RootCommand Create()
    {
        var places = new Places();
        var json = new Option<bool>("--log-json") { Description = "log JSON objects instead of text" };
        var verbose = new Option<bool>("--verbose", "-v") { Description = "log more" };
        var root = new RootCommand(
            "Runs checks on a schedule, keeps alerts and history. Without a command it is the daemon; it reads the configuration of mackerel-agent.")
        {
            json,
            verbose,
        };
        root.Add(places.Configuration);
        root.Add(places.DataDirectory);
        root.SetAction((call, _) => RunDaemonAsync(new DaemonOptions(
            call.GetValue(places.Configuration), call.GetValue(places.DataDirectory), call.GetValue(json), call.GetValue(verbose))));
        root.Add(ConfigTestCommand.Create(places));
        root.Add(StatusCommand.Create(places));
        root.Add(SelfCheckCommand.Create(places));
        root.Add(AlertsCommand.Create(places));
        root.Add(HistoryCommand.Create(places));
        root.Add(CloseCommand.Create(places));
        root.Add(RunCommand.Create(places));
        root.Add(BackupCommand.Create(places));
        root.Add(RetireCommand.Create(places, Console.IsInputRedirected ? null : Console.In));
        root.Add(CompletionCommand.Create());
        return root;
    }

    private static async Task<int> RunDaemonAsync(DaemonOptions options)
    {
        using var signals = new Signals();
        using ILoggerFactory logs = LogSetup.Create(options.JsonLog, options.Verbose ? LogLevel.Debug : LogLevel.Information);
        return await new Daemon(signals, TimeProvider.System, logs).RunAsync(options);
    }
}
