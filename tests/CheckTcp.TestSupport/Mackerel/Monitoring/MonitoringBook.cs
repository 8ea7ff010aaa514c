using System.Collections.Immutable;
using System.Globalization;

namespace CheckTcp.TestSupport.Mackerel.Monitoring;

/// <summary>All that the server knows: hosts, their checks, the reports that it took, its alerts and what it told of them.</summary>
/// <remarks>It has no clock and no lock: who asks it says what time it is, and asks one at a time. Its ids count up, so that the same
/// questions get the same answers.</remarks>
public sealed class MonitoringBook
{
    private readonly HashSet<(string, string, DateTimeOffset)> _seen = [];
    private int _monitors;

    /// <summary>By id.</summary>
    public ImmutableSortedDictionary<string, ServerHost> Hosts { get; private set; } =
        ImmutableSortedDictionary.Create<string, ServerHost>(StringComparer.Ordinal);

    /// <summary>By host and name.</summary>
    public ImmutableDictionary<(string HostId, string Name), ServerCheck> Checks { get; private set; } =
        ImmutableDictionary<(string, string), ServerCheck>.Empty;

    /// <summary>In the order in which they opened.</summary>
    public ImmutableList<ServerAlert> Alerts { get; private set; } = [];

    /// <summary>Those that were not ignored, as they arrived.</summary>
    public ImmutableList<ServerReport> Reports { get; private set; } = [];

    /// <summary>As they were sent out.</summary>
    public ImmutableList<ServerNotification> Notifications { get; private set; } = [];

    /// <summary>Registers a host.</summary>
    /// <param name="describe">Sets what the client said of it.</param>
    /// <param name="now">The server's time.</param>
    public ServerHost AddHost(Func<ServerHost, ServerHost> describe, DateTimeOffset now)
    {
        var host = new ServerHost(NewId("host", Hosts.Count + 1), "", now);
        Hosts = Hosts.Add(host.Id, describe(host));
        return Hosts[host.Id];
    }

    /// <summary>Changes a host, but for retiring it.</summary>
    public void Change(ServerHost host) => Hosts = Hosts.SetItem(host.Id, host);

    /// <summary>The checks that a host has: one that it has no longer is deleted, unless it has an open alert.</summary>
    public void SetChecks(string hostId, IReadOnlyDictionary<string, string> memos)
    {
        Checks = Checks.RemoveRange(Checks.Values
            .Where(check => check.HostId == hostId && !memos.ContainsKey(check.Name) && check.Course.OpenAs is null)
            .Select(check => (check.HostId, check.Name)));
        foreach ((string name, string memo) in memos)
        {
            Keep(CheckOf(hostId, name) with { Memo = memo });
        }
    }

    /// <summary>Takes a report, or ignores it: one that is six hours old, and one that it has seen (same host, check and time).</summary>
    /// <returns>Whether it was taken.</returns>
    public bool Take(ServerReport report, DateTimeOffset now)
    {
        if (ServerRules.Ignores(report.OccurredAt, now) || !_seen.Add((report.HostId, report.Check, report.OccurredAt)))
        {
            return false;
        }

        Reports = Reports.Add(report with { Number = Reports.Count + 1, ArrivedAt = now });
        ServerCheck check = CheckOf(report.HostId, report.Check);
        Keep(check);
        if (ServerRules.Watches(Hosts[report.HostId].Status))
        {
            (CheckCourse next, ServerNotificationKind? told) = ServerRules.After(check.Course, report);
            Keep(check with { Course = next });
            Renew(check, report, told);
        }

        return true;
    }

    /// <summary>A person closes an open alert; the check's attempts begin anew.</summary>
    public ServerAlert CloseByHand(ServerAlert alert, string reason, DateTimeOffset now)
    {
        ServerAlert closed = Close(alert, now) with { Reason = reason };
        Alerts = Alerts.Replace(Open(alert.HostId, alert.Check)!, closed);
        Keep(CheckOf(alert.HostId, alert.Check) with { Course = CheckCourse.New });
        Tell(closed, ServerNotificationKind.ClosedByHand, now);
        return closed;
    }

    /// <summary>Retires a host: its alerts close, and nobody is told.</summary>
    public void Retire(ServerHost host, DateTimeOffset now)
    {
        Change(host with { RetiredAt = now });
        Alerts = [.. Alerts.Select(alert => alert.HostId == host.Id && alert.IsOpen ? Close(alert, now) : alert)];
        Checks = Checks.RemoveRange(Checks.Keys.Where(check => check.HostId == host.Id));
    }

    private static string NewId(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}{number:D7}");

    private static ServerAlert Close(ServerAlert alert, DateTimeOffset at) => alert with { Status = "OK", ClosedAt = at };

    private ServerAlert? Open(string hostId, string check) =>
        Alerts.FindLast(alert => alert.IsOpen && alert.HostId == hostId && alert.Check == check);

    private ServerCheck CheckOf(string hostId, string name) =>
        Checks.GetValueOrDefault((hostId, name)) ?? new ServerCheck(NewId("mntr", ++_monitors), hostId, name);

    private void Keep(ServerCheck check) => Checks = Checks.SetItem((check.HostId, check.Name), check);

    private void Renew(ServerCheck check, ServerReport report, ServerNotificationKind? told)
    {
        if (told == ServerNotificationKind.Opened)
        {
            Alerts = Alerts.Add(new ServerAlert(
                NewId("alrt", Alerts.Count + 1), check.HostId, check.Name, check.MonitorId, report.Status, report.Message, report.OccurredAt));
        }

        if (Open(check.HostId, check.Name) is not { } open)
        {
            return;
        }

        ServerAlert renewed = open with { Status = report.Status, Message = report.Message };
        renewed = told == ServerNotificationKind.Closed ? Close(renewed, report.OccurredAt) : renewed;
        Alerts = Alerts.Replace(open, renewed);
        if (told is { } kind)
        {
            Tell(renewed, kind, report.OccurredAt);
        }
    }

    private void Tell(ServerAlert alert, ServerNotificationKind kind, DateTimeOffset at)
    {
        if (ServerRules.Tells(Hosts[alert.HostId].Status))
        {
            Notifications = Notifications.Add(new(alert.HostId, alert.Check, alert.Id, kind, alert.Status, alert.Message, at));
        }
    }
}
