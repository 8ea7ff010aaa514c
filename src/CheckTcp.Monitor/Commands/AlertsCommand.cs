using System.CommandLine;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Facade.Remote;

namespace CheckTcp.Monitor.Commands;

/// <summary><c>check-tcpd alerts</c>.</summary>
internal static class AlertsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Places places)
    {
        var json = JsonOutput.Option();
        var all = new Option<bool>("--all") { Description = "closed alerts, too" };
        var command = new Command("alerts", "the open alerts, the newest first") { json, all };
        command.SetAction((call, stop) => places.AskAsync(call, async source =>
        {
            IReadOnlyList<AlertView> alerts = await source.AlertsAsync(call.GetValue(all), stop);
            if (call.GetValue(json))
            {
                JsonOutput.Write(alerts, ControlJson.Readable.IReadOnlyListAlertView);
            }
            else
            {
                AlertsOutput.Write(Terminal.Open(), alerts, call.GetValue(all));
            }
        }, stop));
        return command;
    }
}
