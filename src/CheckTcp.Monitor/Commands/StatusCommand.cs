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
        var command = new Command("status", "how the daemon and its checks fare") { json, all };
        command.SetAction((call, stop) => places.AskAsync(call, async source =>
        {
            StatusView status = await source.StatusAsync(stop);
            if (call.GetValue(json))
            {
                JsonOutput.Write(status, ControlJson.Readable.StatusView);
            }
            else
            {
                StatusOutput.Write(Terminal.Open(), status, call.GetValue(all));
            }
        }, stop));
        return command;
    }
}
