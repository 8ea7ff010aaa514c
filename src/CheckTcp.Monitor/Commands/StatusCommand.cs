using System.CommandLine;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Facade.Remote;

namespace CheckTcp.Monitor.Commands;

/// <summary><c>check-tcpd status</c>.</summary>
internal static class StatusCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Places places)
    {
        var json = JsonOutput.Option();
        var all = new Option<bool>("--all") { Description = $"every check, not only the first {StatusOutput.ShownChecks}" };
        var name = new Argument<string?>("NAME")
        {
            Description = "one check, with all that is known of it",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var exitCode = new Option<bool>("--exit-code")
        {
            Description = "exit as a plugin does, with the worst status of what is shown: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN or no daemon",
        };
        var command = new Command("status", "the current status of the daemon and its checks; exits with 1 if no daemon runs") { name, json, all, exitCode };
        command.SetAction((call, stop) => places.AskAsync(call, async source =>
        {
            StatusView status = await source.StatusAsync(stop);
            if (call.GetValue(name) is { } only)
            {
                status = status with { Checks = [status.Checks.FirstOrDefault(check => check.Name == only) ?? throw NoSuchCheck(only)] };
            }

            if (call.GetValue(json))
            {
                JsonOutput.Write(status, ControlJson.Readable.StatusView);
            }
            else if (call.GetValue(name) is not null)
            {
                CheckOutput.Write(Terminal.Open(), status.Checks[0]);
            }
            else
            {
                StatusOutput.Write(Terminal.Open(), status, call.GetValue(all));
            }

            return ExitCodeOf(status, call.GetValue(exitCode));
        }, stop, call.GetValue(exitCode) ? (int)Status.Unknown : 1));
        return command;
    }

    private static int ExitCodeOf(StatusView status, bool asPlugin) => (status.Running, asPlugin) switch
    {
        (true, true) => ExitCodes.OfWorst(status.Checks.Select(check => check.Status)),
        (true, false) => 0,
        (false, true) => (int)Status.Unknown,
        (false, false) => 1,
    };

    private static ControlException NoSuchCheck(string name) =>
        new($"nothing is known of a check called {name}; check-tcpd status --all lists the checks");
}
