using System.Globalization;
using CheckTcp.Monitor.Tests.Rules;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.StandIn;

public class ServerRulesTests
{
    /// <summary>Without those in which the agent keeps an OK to itself, which is not the server's doing.</summary>
    public static TheoryData<string, string, string> ExamplesOfTheServer() =>
        [.. WorkedExamplesTests.Examples().Where(example => !example.Data.Item1.Contains("prevent_alert_auto_close", StringComparison.Ordinal))];

    [Theory]
    [InlineData(1, "WARNING", "opens:WARNING")] // WARNING, CRITICAL and UNKNOWN alike
    [InlineData(1, "CRITICAL", "opens:CRITICAL")]
    [InlineData(1, "UNKNOWN", "opens:UNKNOWN")]
    [InlineData(1, "OK OK", "- -")]
    [InlineData(3, "WARNING CRITICAL UNKNOWN", "- - opens:UNKNOWN")] // the latest status
    [InlineData(3, "WARNING CRITICAL OK CRITICAL CRITICAL", "- - - - -")] // one OK resets
    [InlineData(10, "WARNING WARNING WARNING WARNING WARNING WARNING WARNING WARNING WARNING", "- - - - - - - - -")]
    [InlineData(2, "CRITICAL +359m CRITICAL", "- opens:CRITICAL")] // at most six hours apart
    [InlineData(2, "CRITICAL +360m CRITICAL CRITICAL", "- - opens:CRITICAL")]
    [InlineData(2, "CRITICAL +360m CRITICAL +360m CRITICAL", "- - -")]
    [InlineData(1, "CRITICAL +600m CRITICAL", "opens:CRITICAL -")] // without reports an alert stays as it is
    public void An_alert_opens_when_reports_in_a_row_were_not_OK(int attempts, string reports, string told) =>
        Assert.Equal(told, new PlayedBook { Attempts = attempts }.Play(reports));

    [Theory]
    [InlineData("CRITICAL WARNING WARNING CRITICAL CRITICAL OK", "opens:CRITICAL turns:WARNING - turns:CRITICAL - closes")]
    [InlineData("UNKNOWN UNKNOWN OK OK", "opens:UNKNOWN - closes -")]
    [InlineData("WARNING OK WARNING", "opens:WARNING closes opens:WARNING")]
    public void A_change_of_an_open_alert_is_told_and_the_same_status_is_not(string reports, string told) =>
        Assert.Equal(told, new PlayedBook().Play(reports));

    [Theory]
    [InlineData(1, "CRITICAL close CRITICAL", "opens:CRITICAL closes opens:CRITICAL")]
    [InlineData(2, "CRITICAL CRITICAL close CRITICAL CRITICAL", "- opens:CRITICAL closes - opens:CRITICAL")]
    [InlineData(1, "CRITICAL close OK", "opens:CRITICAL closes -")]
    public void Closing_by_hand_silences_nothing_and_the_attempts_begin_anew(int attempts, string steps, string told) =>
        Assert.Equal(told, new PlayedBook { Attempts = attempts }.Play(steps));

    [Theory]
    [InlineData(null, "CRITICAL +1000m CRITICAL", "opens:CRITICAL -")] // absent: never
    [InlineData(0, "CRITICAL +8m CRITICAL CRITICAL", "opens:CRITICAL - again")] // under 10 counts as 10
    [InlineData(30, "CRITICAL +28m CRITICAL CRITICAL CRITICAL", "opens:CRITICAL - again -")]
    [InlineData(30, "CRITICAL +20m WARNING +20m WARNING +8m WARNING", "opens:CRITICAL turns:WARNING - again")] // from the last notification
    public void An_open_alert_is_told_again_after_the_notification_interval(int? interval, string reports, string told) =>
        Assert.Equal(told, new PlayedBook { Interval = interval }.Play(reports));

    [Theory]
    [InlineData("maintenance CRITICAL", "-", false)]
    [InlineData("poweroff CRITICAL", "-", false)]
    [InlineData("CRITICAL maintenance OK", "opens:CRITICAL -", true)]
    [InlineData("CRITICAL poweroff OK", "opens:CRITICAL -", true)]
    [InlineData("CRITICAL maintenance OK working OK", "opens:CRITICAL - closes", false)] // back in working, a later OK closes
    [InlineData("CRITICAL maintenance WARNING working WARNING", "opens:CRITICAL - turns:WARNING", true)]
    public void Nothing_opens_and_nothing_closes_while_the_host_is_not_watched(string steps, string told, bool isOpen)
    {
        var book = new PlayedBook();

        Assert.Equal(told, book.Play(steps));
        Assert.Equal(isOpen, book.Book.Alerts.Exists(alert => alert.IsOpen));
    }

    [Theory]
    [InlineData("standby CRITICAL WARNING OK", "- - -")]
    [InlineData("standby CRITICAL working CRITICAL", "- -")] // turning it to working tells nothing by itself
    [InlineData("standby CRITICAL working WARNING", "- turns:WARNING")] // the next status change does
    [InlineData("standby CRITICAL working +9m CRITICAL", "- again")] // and so does the next resend
    public void The_alerts_of_a_host_in_standby_are_kept_but_not_told(string steps, string told)
    {
        var book = new PlayedBook { Interval = 10 };

        Assert.Equal(told, book.Play(steps));
        Assert.Single(book.Book.Alerts);
    }

    [Fact]
    public void Every_report_renews_the_message_of_an_open_alert()
    {
        var book = new PlayedBook();
        book.Play("CRITICAL CRITICAL");

        Assert.Equal($"CRITICAL at {book.Now:t}", Assert.Single(book.Book.Alerts).Message);
        Assert.Single(book.Book.Notifications);
    }

    [Fact]
    public void An_OK_closes_an_alert_at_its_time()
    {
        var book = new PlayedBook();
        book.Play("CRITICAL OK");

        ServerAlert alert = Assert.Single(book.Book.Alerts);
        Assert.Equal(("OK", PlayedBook.Start.AddMinutes(1), book.Now, null), (alert.Status, alert.OpenedAt, alert.ClosedAt, alert.Reason));
    }

    [Fact]
    public void Retiring_a_host_closes_its_alerts_and_tells_nobody()
    {
        var book = new PlayedBook();

        string told = book.Play("CRITICAL retire");

        Assert.Equal("opens:CRITICAL -", told);
        Assert.Equal(book.Now, Assert.Single(book.Book.Alerts).ClosedAt);
        Assert.Empty(book.Book.Checks);
    }

    [Theory]
    [MemberData(nameof(ExamplesOfTheServer))]
    public void The_worked_examples_of_our_own_rules_hold_here_too(string settings, string results, string told)
    {
        int? Setting(string name) => settings.Contains(name, StringComparison.Ordinal)
            ? int.Parse(settings.Trim('`').Split(" = ")[1], CultureInfo.InvariantCulture) : null;
        var book = new PlayedBook { Attempts = Setting("max_check_attempts") ?? 1, Interval = Setting("notification_interval") };

        Assert.Equal(told, book.Play(results));
    }
}
