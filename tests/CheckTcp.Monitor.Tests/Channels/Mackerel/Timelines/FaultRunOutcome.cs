using CheckTcp.Monitor.Channels.Mackerel.Sending;
using CheckTcp.Monitor.Domain;
using CheckTcp.TestSupport.Mackerel;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>What is left of a random history.</summary>
/// <param name="Checks">Its checks.</param>
/// <param name="Stored">What the daemon committed, in its order.</param>
/// <param name="Server">What the server knows.</param>
/// <param name="Figures">What the daemon shows.</param>
/// <param name="Sent">The requests.</param>
internal sealed record FaultRunOutcome(
    CheckDefinition[] Checks, IReadOnlyList<HistoryEntry> Stored, StandInRecord Server, SendingFigures Figures, string[] Sent)
{
    /// <summary>Each change of status of the runs that were stored, once and in order.</summary>
    public void HasEveryChangeAtTheServer()
    {
        foreach (CheckDefinition check in Checks)
        {
            IEnumerable<Status> ran = Stored.Where(entry => entry.Check == check.Name).Select(entry => entry.Report!.Status)
                .Where(status => status != Status.Ok || !check.PreventAlertAutoClose);
            Assert.Equal(Changes(ran.Select(status => status.ToText())), Changes(ReportsOf(check).Select(report => report.Status)));
        }
    }

    /// <summary>Each queued report was taken once, in order, as it was queued.</summary>
    public void HasEveryReportOnceAtTheServer()
    {
        foreach (CheckDefinition check in Checks)
        {
            Assert.Equal(
                QueuedOf(check.Name).Select(report =>
                    (report.Status.ToText(), report.Message, report.OccurredAt, report.NotificationInterval, report.MaxCheckAttempts ?? 1)),
                ReportsOf(check).Select(report =>
                    (report.Status, report.Message, report.OccurredAt.ToUnixTimeSeconds(), report.NotificationInterval, report.MaxCheckAttempts)));
        }

        Assert.Equal((0, 0), (Figures.Waiting, Figures.Dropped));
    }

    /// <summary>Alerts and notifications are those of a server that had each report at once.</summary>
    public void HasTheAlertsOfAServerThatKnewAtOnce()
    {
        foreach (CheckDefinition check in Checks)
        {
            MonitoringBook book = new();
            string host = book.AddHost(described => described with { Name = "vm" }, DateTimeOffset.UnixEpoch).Id;
            foreach (OutgoingReport report in QueuedOf(check.Name))
            {
                var at = DateTimeOffset.FromUnixTimeSeconds(report.OccurredAt);
                book.Take(
                    new ServerReport(host, report.Check, report.Status.ToText(), report.Message, at)
                    {
                        NotificationInterval = report.NotificationInterval,
                        MaxCheckAttempts = report.MaxCheckAttempts ?? 1,
                    },
                    at);
            }

            Assert.Equal(Facts(book.Alerts), Facts(Server.Alerts.Where(alert => alert.Check == check.Name)));
            Assert.Equal(Facts(book.Notifications), Facts(Server.Notifications.Where(told => told.Check == check.Name)));
        }
    }

    private static IEnumerable<(string, string, DateTimeOffset, DateTimeOffset?)> Facts(IEnumerable<ServerAlert> alerts) =>
        alerts.Select(alert => (alert.Status, alert.Message, alert.OpenedAt, alert.ClosedAt));

    private static IEnumerable<(ServerNotificationKind, string, string, DateTimeOffset)> Facts(IEnumerable<ServerNotification> notifications) =>
        notifications.Select(told => (told.Kind, told.Status, told.Message, told.At));

    private static List<string> Changes(IEnumerable<string> statuses)
    {
        List<string> changes = [];
        foreach (string status in statuses)
        {
            if (changes.Count == 0 || changes[^1] != status)
            {
                changes.Add(status);
            }
        }

        return changes;
    }

    private IEnumerable<OutgoingReport> QueuedOf(string check) =>
        Stored.Select(entry => entry.Outgoing).OfType<OutgoingReport>().Where(report => report.Check == check);

    private IEnumerable<ServerReport> ReportsOf(CheckDefinition check) => Server.Reports.Where(report => report.Check == check.Name);
}
