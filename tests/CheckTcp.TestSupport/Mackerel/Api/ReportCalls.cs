using System.Text.Json;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>The call that brings reports: one bad report has all of them refused.</summary>
internal sealed class ReportCalls(MonitoringBook book)
{
    private const int MostReports = 100;
    private const int LongestMessage = 1024;

    public ApiReply Take(ApiCall call)
    {
        IReadOnlyList<JsonElement> list = call.Json().OptionalList("reports") ?? throw new CallRefusedException(400, "reports is missing.");
        if (list.Count > MostReports)
        {
            throw new CallRefusedException(400, $"{list.Count} reports are more than {MostReports}.");
        }

        ServerReport[] reports = [.. list.Select(ReportOf)];
        if (!reports.All(report => book.Hosts.TryGetValue(report.HostId, out ServerHost? host) && !host.IsRetired))
        {
            throw HostCalls.NotFound();
        }

        foreach (ServerReport report in reports)
        {
            book.Take(report, call.At);
        }

        return ApiReply.Success;
    }

    private static ServerReport ReportOf(JsonElement report)
    {
        JsonElement source = report.Object("source");
        Require(source.Text("type") == "host", "source.type is host.");
        string name = report.Text("name");
        Require(name.Length > 0, "name is empty.");
        string status = report.Text("status");
        Require(status is "OK" or "WARNING" or "CRITICAL" or "UNKNOWN", $"{status} is no status of a check.");
        string message = report.Text("message");
        Require(message.EnumerateRunes().Count() <= LongestMessage, $"message is longer than {LongestMessage}.");
        long attempts = report.OptionalWhole("maxCheckAttempts") ?? 1;
        Require(attempts is >= 1 and <= 10, "maxCheckAttempts is 1 to 10.");
        long? interval = report.OptionalWhole("notificationInterval");
        Require(interval is null or (>= 0 and <= int.MaxValue), "notificationInterval is in minutes.");
        return new ServerReport(source.Text("hostId"), name, status, message, TimeOf(report.Whole("occurredAt")))
        {
            MaxCheckAttempts = (int)attempts,
            NotificationInterval = (int?)interval,
        };
    }

    private static DateTimeOffset TimeOf(long seconds)
    {
        Require(seconds >= 0 && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds(), "occurredAt is in seconds since 1970.");
        return DateTimeOffset.FromUnixTimeSeconds(seconds);
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new CallRefusedException(400, rule);
        }
    }
}
