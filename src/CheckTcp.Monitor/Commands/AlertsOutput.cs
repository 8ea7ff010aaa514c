using System.Globalization;
using CheckTcp.Monitor.Facade;
using Spectre.Console;

namespace CheckTcp.Monitor.Commands;

/// <summary>Alerts for people.</summary>
internal static class AlertsOutput
{
    /// <summary>Writes them.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="alerts">The alerts.</param>
    /// <param name="all">Whether closed ones were asked for, too.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<AlertView> alerts, bool all)
    {
        if (alerts.Count == 0)
        {
            console.WriteLine(all ? "no alerts" : "no open alerts");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("id", "check", "status", "opened", "closed", "attempts", "cause", "message");
        foreach (AlertView alert in alerts)
        {
            table.AddRow(
                alert.Id.ToString(CultureInfo.InvariantCulture),
                Shown.Line(alert.Check),
                Shown.Status(alert.Status),
                Shown.Moment(alert.OpenedAt),
                Shown.Moment(alert.ClosedAt),
                alert.Attempts.ToString(CultureInfo.InvariantCulture),
                Shown.Line(alert.Cause),
                Shown.Line(alert.Message) + (alert.Reason is { } reason ? $" [grey](closed: {Shown.Line(reason)})[/]" : ""));
        }

        console.Write(table);
    }
}
