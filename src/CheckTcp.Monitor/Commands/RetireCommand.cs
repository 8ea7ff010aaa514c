using System.CommandLine;
using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Facade;

namespace CheckTcp.Monitor.Commands;

/// <summary><c>check-tcpd retire</c>, as <c>mackerel-agent retire</c>.</summary>
internal static class RetireCommand
{
    /// <summary>The command.</summary>
    /// <param name="places">Where configuration and data lie.</param>
    /// <param name="terminal">Where a person answers; <c>null</c> when there is none.</param>
    public static Command Create(Places places, TextReader? terminal)
    {
        var force = new Option<bool>("--force", "-force") { Description = "do not ask" };
        var command = new Command("retire", "take this host out of Mackerel, and forget its id") { force };
        command.SetAction(async (call, stop) =>
        {
            try
            {
                TextReader? asked = call.GetValue(force) ? null : terminal ?? throw new ControlException("there is no terminal to ask on; retire with --force");
                await call.InvocationConfiguration.Output.WriteLineAsync(
                    await RetireAsync(places, call, asked, stop));
                return 0;
            }
            catch (Exception e) when (e is ControlException or HostIdException)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync($"check-tcpd: {e.Message}");
                return 1;
            }
        });
        return command;
    }

    private static async Task<string> RetireAsync(Places places, ParseResult call, TextReader? asked, CancellationToken stop)
    {
        (HostIdFile file, ApiSettings settings) = await PrepareAsync(places, call, stop);
        string id = file.Read() ?? throw new ControlException($"{file.Path} does not exist: this host is not registered at Mackerel");
        using var api = new MackerelApi(settings, TimeProvider.System);
        var retirement = new Retirement(api, file, TimeProvider.System);
        if (asked is not null && !await IsMeantAsync(retirement, id, asked, call.InvocationConfiguration.Output, stop))
        {
            throw new ControlException("nothing is retired");
        }

        ApiAnswer<RetiredHost> retired = await retirement.RetireAsync(id, stop);
        return !retired.Succeeded
            ? throw new ControlException(retired.Failure.Reason)
            : retired.Value.WasThere
                ? $"host {id} is retired, and {file.Path} is deleted"
                : $"Mackerel has no host {id} any more; {file.Path} is deleted";
    }

    private static async Task<(HostIdFile File, ApiSettings Settings)> PrepareAsync(Places places, ParseResult call, CancellationToken stop)
    {
        string file = places.ConfigurationOf(call)
            ?? throw new ControlException("there is no configuration, which holds the apikey; name one with --config");
        MonitorConfiguration configuration = ConfigurationReader.Read(file).Configuration
            ?? throw new ControlException($"{file} has errors; check-tcpd configtest tells them");
        if (string.IsNullOrEmpty(configuration.Agent.ApiKey))
        {
            throw new ControlException($"{file} has no apikey, without which Mackerel takes no orders");
        }

        string directory = DataLocation.Of(call.GetValue(places.DataDirectory), configuration);
        using RunningDaemon? daemon = await RunningDaemon.FindAsync(DataLocation.SocketIn(directory), stop);
        return daemon is null
            ? (HostIdFile.For(configuration.Agent, directory), ApiSettings.Of(configuration.Agent))
            : throw new ControlException($"check-tcpd runs on {directory} and reports for this host; stop it first");
    }

    /// <summary>Asks, with the name, so that nobody retires another host than is meant.</summary>
    private static async Task<bool> IsMeantAsync(Retirement retirement, string id, TextReader asked, TextWriter output, CancellationToken stop)
    {
        ApiAnswer<Host> host = await retirement.FindAsync(id, stop);
        if (host is { Succeeded: false, Failure.Kind: not ApiFailureKind.Missing })
        {
            throw new ControlException(host.Failure.Reason);
        }

        string name = host.Value is { } found ? $"name {Display.Escape(found.Name ?? "")}" : "which Mackerel does not have any more";
        await output.WriteAsync($"retire this host? (host id {id}, {name}) [y/N] ");
        return (await asked.ReadLineAsync(stop))?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
