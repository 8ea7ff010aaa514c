using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.StandIn;

public class MonitoringBookTests
{
    private static readonly DateTimeOffset Now = PlayedBook.Start;

    [Theory]
    [InlineData(0, true)]
    [InlineData(21_599, true)]
    [InlineData(21_600, false)] // six hours or more old
    [InlineData(21_601, false)]
    public void A_report_that_is_six_hours_old_is_ignored(int secondsOld, bool taken)
    {
        var book = new PlayedBook();

        Assert.Equal(taken, book.Book.Take(book.Report("CRITICAL") with { OccurredAt = Now.AddSeconds(-secondsOld) }, Now));
        Assert.Equal(taken ? 1 : 0, book.Book.Reports.Count);
        Assert.Equal(taken ? 1 : 0, book.Book.Alerts.Count);
    }

    [Fact]
    public void A_second_report_of_the_same_host_check_and_time_is_ignored()
    {
        var book = new PlayedBook { Attempts = 2 };
        book.Book.Take(book.Report("CRITICAL"), Now);

        Assert.False(book.Book.Take(book.Report("CRITICAL"), Now));
        Assert.False(book.Book.Take(book.Report("OK"), Now.AddHours(1)));
        Assert.Empty(book.Book.Alerts);
        Assert.True(book.Book.Take(book.Report("CRITICAL") with { Check = "web" }, Now));
        Assert.True(book.Book.Take(book.Report("CRITICAL") with { OccurredAt = Now.AddSeconds(1) }, Now));
        Assert.Single(book.Book.Alerts);
    }

    [Fact]
    public void Checks_and_hosts_fare_apart()
    {
        var book = new PlayedBook { Attempts = 2 };
        ServerHost other = book.Book.AddHost(host => host with { Name = "router" }, Now);

        book.Book.Take(book.Report("CRITICAL"), Now);
        book.Book.Take(book.Report("CRITICAL") with { Check = "web" }, Now);
        book.Book.Take(book.Report("CRITICAL") with { HostId = other.Id }, Now);

        Assert.Empty(book.Book.Alerts);
        Assert.Equal(3, book.Book.Checks.Count);
    }

    [Fact]
    public void Reports_are_kept_as_they_arrived()
    {
        var book = new PlayedBook();
        book.Book.Take(book.Report("CRITICAL"), Now.AddSeconds(5));
        book.Book.Take(book.Report("OK") with { OccurredAt = Now.AddSeconds(-60) }, Now.AddSeconds(6));

        Assert.Equal([(1, "CRITICAL", 5), (2, "OK", 6)], book.Book.Reports.Select(report =>
            (report.Number, report.Status, (int)(report.ArrivedAt - Now).TotalSeconds)));
    }

    [Fact]
    public void A_check_that_a_host_has_no_longer_is_deleted_unless_it_has_an_open_alert()
    {
        var book = new PlayedBook();
        book.Book.SetChecks(book.HostId, new Dictionary<string, string> { ["ftp"] = "", ["web"] = "", ["db"] = "the big one" });
        book.Play("CRITICAL");

        book.Book.SetChecks(book.HostId, new Dictionary<string, string> { ["db"] = "the big one" });

        Assert.Equal(["db", "ftp"], book.Book.Checks.Keys.Select(check => check.Name).Order());
        Assert.Equal("the big one", book.Book.Checks[(book.HostId, "db")].Memo);
        Assert.True(Assert.Single(book.Book.Alerts).IsOpen);
        book.Play("close");
        book.Book.SetChecks(book.HostId, new Dictionary<string, string>());
        Assert.Empty(book.Book.Checks);
    }

    [Fact]
    public void The_attempts_of_a_deleted_check_are_forgotten()
    {
        var book = new PlayedBook { Attempts = 2 };
        book.Play("CRITICAL");

        book.Book.SetChecks(book.HostId, new Dictionary<string, string>());

        Assert.Equal("- opens:CRITICAL", book.Play("CRITICAL CRITICAL"));
    }

    [Fact]
    public void The_same_questions_get_the_same_ids()
    {
        static string Ids()
        {
            var book = new PlayedBook();
            book.Play("CRITICAL OK WARNING");
            return string.Join(' ', [book.HostId, .. book.Book.Checks.Values.Select(check => check.MonitorId), .. book.Book.Alerts.Select(alert => alert.Id)]);
        }

        Assert.Equal("host0000001 mntr0000001 alrt0000001 alrt0000002", Ids());
        Assert.Equal(Ids(), Ids());
    }
}
