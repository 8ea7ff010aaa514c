using System.Globalization;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.StandIn;

/// <summary>Plays a host's check "ftp" to the server's book: statuses a minute apart, <c>+20m</c> for more time, <c>close</c> for a person who
/// closes the alert, a status of the host, or <c>retire</c>.</summary>
internal sealed class PlayedBook
{
    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_795_438_091);

    private readonly ServerHost _host;

    public PlayedBook() => _host = Book.AddHost(host => host with { Name = "vm" }, Start);

    public MonitoringBook Book { get; } = new();

    public string HostId => _host.Id;

    public DateTimeOffset Now { get; private set; } = Start;

    public int Attempts { get; init; } = 1;

    public int? Interval { get; init; }

    /// <summary>A report of now.</summary>
    public ServerReport Report(string status) => new(HostId, "ftp", status, $"{status} at {Now:t}", Now)
    {
        MaxCheckAttempts = Attempts,
        NotificationInterval = Interval,
    };

    /// <returns>What each report, and each person's doing, had told.</returns>
    public string Play(string steps) => string.Join(' ', steps.Split(' ').Select(Step).OfType<string>());

    private string? Step(string step)
    {
        if (step.StartsWith('+'))
        {
            Now += TimeSpan.FromMinutes(int.Parse(step[1..^1], CultureInfo.InvariantCulture));
            return null;
        }

        if (Enum.TryParse(step, ignoreCase: true, out ServerHostStatus status))
        {
            Book.Change(Book.Hosts[HostId] with { Status = status });
            return null;
        }

        int told = Book.Notifications.Count;
        switch (step)
        {
            case "close":
                Book.CloseByHand(Book.Alerts[^1], "by hand", Now);
                break;
            case "retire":
                Book.Retire(Book.Hosts[HostId], Now);
                break;
            default:
                Now += TimeSpan.FromMinutes(1);
                Book.Take(Report(step), Now);
                break;
        }

        return Book.Notifications.Count == told ? "-" : WordOf(Book.Notifications[^1]);
    }

    private static string WordOf(ServerNotification told) => told.Kind switch
    {
        ServerNotificationKind.Opened => $"opens:{told.Status}",
        ServerNotificationKind.Turned => $"turns:{told.Status}",
        ServerNotificationKind.Again => "again",
        _ => "closes",
    };
}
