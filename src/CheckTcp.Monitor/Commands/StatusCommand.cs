using System.CommandLine;
using CheckTcp.Monitor.Control;

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
        var command = new Command("status", "how the daemon and its checks fare") { name, json, all };
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
        }, stop));
        return command;
    }

    private static ControlException NoSuchCheck(string name) =>
        new($"nothing is known of a check called {name}; check-tcpd status --all lists the checks");
}
