using System.CommandLine;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Facade.Remote;
using CheckTcp.Monitor.Hosting;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Commands;

/// <summary><c>check-tcpd run NAME</c>.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Places places)
    {
        var name = new Argument<string>("NAME") { Description = "the check" };
        var json = JsonOutput.Option();
        var command = new Command("run", "run a check once, now, and show its line, its phases and its dialogue; exits as the check does; alerts and history do not count it")
        {
            name,
            json,
        };
        command.SetAction((call, stop) => places.AskAsync(call, async source =>
        {
            RunView run = source is RunningDaemon daemon
                ? await daemon.RunAsync(call.GetRequiredValue(name), stop)
                : await RunHereAsync(places.ConfigurationOf(call), call.GetRequiredValue(name), stop);
            if (call.GetValue(json))
            {
                JsonOutput.Write(run, ControlJson.Readable.RunView);
            }
            else
            {
                RunOutput.Write(Terminal.Open(), run);
            }

            return ExitCodes.Of(run.Status);
        }, stop, refused: (int)Status.Unknown));
        return command;
    }

    /// <summary>No daemon runs: the configuration alone says what the check is.</summary>
    private static async Task<RunView> RunHereAsync(string? file, string name, CancellationToken stop)
    {
        if (file is null || ConfigurationReader.Read(file).Configuration is not { } configuration)
        {
            throw new ControlException("check-tcpd does not run, and there is no configuration without errors; name one with --config");
        }

        CheckDefinition check = configuration.Checks.FirstOrDefault(check => check.Name == name)
            ?? throw new ControlException($"{file} has no check called {name}; check-tcpd configtest --print lists the checks");
        using ILoggerFactory logs = LogSetup.Create(json: false, LogLevel.Warning);
        await using var executor = new Executor(
            new Prober(), TimeProvider.System, logs.CreateLogger<Executor>(), ChildEnvironment.Of(OwnEnvironment.Variables, configuration.Agent));
        return LiveMonitor.Of(check, await executor.ObserveAsync(check, stop));
    }
}
