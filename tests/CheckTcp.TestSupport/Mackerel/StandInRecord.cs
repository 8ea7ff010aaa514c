using System.Collections.Immutable;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.TestSupport.Mackerel;

/// <summary>All that a stand-in has seen and knows, at one moment.</summary>
/// <param name="Version">Grows with every change.</param>
/// <param name="Requests">As they arrived, those that faults met included.</param>
/// <param name="Hosts">By id.</param>
/// <param name="Checks">By id.</param>
/// <param name="Alerts">In the order in which they opened.</param>
/// <param name="Reports">Those that were not ignored, as they arrived.</param>
/// <param name="Notifications">As they were sent out.</param>
public sealed record StandInRecord(
    long Version,
    ImmutableList<RecordedRequest> Requests,
    ImmutableList<ServerHost> Hosts,
    ImmutableList<ServerCheck> Checks,
    ImmutableList<ServerAlert> Alerts,
    ImmutableList<ServerReport> Reports,
    ImmutableList<ServerNotification> Notifications)
{
    public static readonly StandInRecord Empty = new(-1, [], [], [], [], [], []);

    /// <summary>What arrived of one check.</summary>
    public IEnumerable<ServerReport> ReportsOf(string hostId, string check) =>
        Reports.Where(report => report.HostId == hostId && report.Check == check);

    /// <summary>What was told of one check.</summary>
    public IEnumerable<ServerNotification> NotificationsOf(string hostId, string check) =>
        Notifications.Where(told => told.HostId == hostId && told.Check == check);

    /// <summary>The alerts of one check.</summary>
    public IEnumerable<ServerAlert> AlertsOf(string hostId, string check) =>
        Alerts.Where(alert => alert.HostId == hostId && alert.Check == check);

    /// <summary>This record as it went on.</summary>
    /// <param name="later">What came since: changed requests, reports and notifications; all of the rest.</param>
    internal StandInRecord GoneOn(StandInRecord later)
    {
        ImmutableList<RecordedRequest>.Builder requests = Requests.ToBuilder();
        foreach (RecordedRequest request in later.Requests)
        {
            if (request.Number <= requests.Count)
            {
                requests[request.Number - 1] = request;
            }
            else
            {
                requests.Add(request);
            }
        }

        return later with
        {
            Requests = requests.ToImmutable(),
            Reports = Reports.AddRange(later.Reports),
            Notifications = Notifications.AddRange(later.Notifications),
        };
    }

    /// <summary>What came after an earlier record.</summary>
    internal StandInRecord Since(long version, int reports, int notifications) => this with
    {
        Requests = Requests.RemoveAll(request => request.Version <= version),
        Reports = Reports.RemoveRange(0, reports),
        Notifications = Notifications.RemoveRange(0, notifications),
    };
}
