using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Rules;

namespace CheckTcp.Monitor.Tests.Rules;

public class AlertMachineTests
{
    [Fact]
    public void An_alert_opens_with_the_status_and_message_of_the_run_that_opened_it()
    {
        var history = new PlayedHistory(new AlertRules { MaxAttempts = 3 });
        history.Run(Status.Warning);
        history.Run(Status.Critical);

        history.Run(Status.Unknown);

        Alert alert = Assert.Single(history.Alerts).Value;
        Assert.Equal((Status.Unknown, history.Now, 3), (alert.Status, alert.OpenedAt, alert.Attempts));
        Assert.Equal($"Unknown at {history.Now:t}", alert.Message);
        Assert.Null(alert.ClosedAt);
    }

    [Fact]
    public void The_same_status_again_renews_the_message_and_tells_nobody()
    {
        var history = new PlayedHistory(new AlertRules());
        history.Run(Status.Critical);

        AlertEvent? told = history.Run(Status.Critical);

        Assert.Null(told);
        Assert.Equal($"Critical at {history.Now:t}", history.Alerts[1].Message);
        Assert.Equal(2, history.Alerts[1].Attempts);
    }

    [Fact]
    public void An_OK_that_closes_keeps_the_last_status_and_message_of_the_alert()
    {
        var history = new PlayedHistory(new AlertRules());
        history.Run(Status.Critical);
        string message = history.Alerts[1].Message;

        AlertEvent? told = history.Run(Status.Ok);

        Assert.Equal((AlertEventKind.Closed, Status.Ok), (told!.Kind, told.Status));
        Assert.Equal((Status.Critical, message, history.Now), (history.Alerts[1].Status, history.Alerts[1].Message, history.Alerts[1].ClosedAt));
        Assert.Null(history.Alerts[1].Reason);
    }

    [Fact]
    public void Closing_by_hand_keeps_the_reason_and_the_attempts_begin_anew()
    {
        var history = new PlayedHistory(new AlertRules { MaxAttempts = 2 });
        history.Run(Status.Critical);
        history.Run(Status.Critical);

        AlertEvent? told = history.CloseByHand("disk replaced");

        Assert.Equal((AlertEventKind.ClosedByHand, "disk replaced"), (told!.Kind, told.Message));
        Assert.Equal("disk replaced", history.Alerts[1].Reason);
        Assert.Null(history.Run(Status.Critical));
        Assert.Equal(AlertEventKind.Opened, history.Run(Status.Critical)?.Kind);
        Assert.Equal(2, history.Alerts.Count);
    }

    [Fact]
    public void There_is_nothing_to_close_by_hand_while_no_alert_is_open() =>
        Assert.Throws<InvalidOperationException>(() => AlertMachine.CloseByHand(AlertState.New, DateTimeOffset.UnixEpoch, "why"));

    [Theory]
    [InlineData(null, 1000, false)]
    [InlineData(0, 9, false)]
    [InlineData(0, 10, true)] // less than ten minutes counts as ten
    [InlineData(10, 10, true)]
    [InlineData(30, 29, false)]
    [InlineData(30, 30, true)]
    public void An_open_alert_is_told_again_after_the_notification_interval(int? interval, int minutes, bool expected)
    {
        var history = new PlayedHistory(new AlertRules
        {
            NotificationInterval = interval is { } given ? TimeSpan.FromMinutes(given) : null,
        });
        history.Run(Status.Critical);

        AlertEvent? told = history.Run(Status.Critical, TimeSpan.FromMinutes(minutes));

        Assert.Equal(expected ? AlertEventKind.Renotified : null, told?.Kind);
    }

    [Fact]
    public void The_notification_interval_counts_from_the_last_notification()
    {
        var history = new PlayedHistory(new AlertRules { NotificationInterval = TimeSpan.FromMinutes(10) });
        history.Run(Status.Critical);
        history.Run(Status.Warning, TimeSpan.FromMinutes(6));

        Assert.Null(history.Run(Status.Warning, TimeSpan.FromMinutes(6)));
        Assert.Equal(AlertEventKind.Renotified, history.Run(Status.Warning, TimeSpan.FromMinutes(4))?.Kind);
    }

    [Fact]
    public void A_clock_that_was_ahead_and_is_set_back_does_not_silence_an_alert()
    {
        var history = new PlayedHistory(new AlertRules { NotificationInterval = TimeSpan.FromMinutes(10) });
        history.Run(Status.Critical);

        Assert.Equal(AlertEventKind.Renotified, history.Run(Status.Critical, TimeSpan.FromDays(-30))?.Kind);
        Assert.Null(history.Run(Status.Critical, TimeSpan.FromMinutes(9)));
        Assert.Equal(AlertEventKind.Renotified, history.Run(Status.Critical, TimeSpan.FromMinutes(1))?.Kind);
    }

    [Theory]
    [InlineData(360, true)]
    [InlineData(361, false)]
    public void Attempts_more_than_six_hours_apart_are_not_in_a_row(int minutes, bool opens)
    {
        var history = new PlayedHistory(new AlertRules { MaxAttempts = 2 });
        history.Run(Status.Critical);

        history.Run(Status.Critical, TimeSpan.FromMinutes(minutes));

        Assert.Equal(opens, history.State.Open is not null);
    }

    [Fact]
    public void A_clock_that_was_set_back_closes_no_alert_before_it_opened()
    {
        var history = new PlayedHistory(new AlertRules());
        history.Run(Status.Critical);

        history.Run(Status.Ok, TimeSpan.FromHours(-2));

        Assert.Equal(history.Alerts[1].OpenedAt, history.Alerts[1].ClosedAt);
    }

    [Fact]
    public void Healthy_checks_share_one_state()
    {
        var one = new PlayedHistory(new AlertRules());
        var other = new PlayedHistory(new AlertRules());
        one.Run(Status.Ok);
        other.Run(Status.Ok);

        Assert.Same(one.State, other.State);
    }
}
