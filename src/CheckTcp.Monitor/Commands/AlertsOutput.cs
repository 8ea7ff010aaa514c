using System.Globalization;
using CheckTcp.Monitor.Control;
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

        Table table = new Table().Border(TableBorder.Simple).AddColumns("id", "check", "status", "opened", "closed", "attempts", "message");
        foreach (AlertView alert in alerts)
        {
            table.AddRow(
                alert.Id.ToString(CultureInfo.InvariantCulture),
                StatusOutput.OneLine(alert.Check),
                StatusOutput.Coloured(alert.Status),
                Moment(alert.OpenedAt),
                alert.ClosedAt is { } closed ? Moment(closed) : "",
                alert.Attempts.ToString(CultureInfo.InvariantCulture),
                StatusOutput.OneLine(alert.Message) + (alert.Reason is { } reason ? $" [grey](closed: {StatusOutput.OneLine(reason)})[/]" : ""));
        }

        console.Write(table);
    }

    private static string Moment(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
