using CheckTcp.Monitor.Channels.Mackerel.Sending;
using CheckTcp.TestSupport.Mackerel.Faults;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>The recorded timelines of an agent whose API fails, with ours: nothing is lost, and what waits goes within half a minute of the
/// recovery.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task What_could_not_be_delivered_while_connections_were_refused_goes_together_and_in_order()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.RunAsync(60, "tcp", Status.Ok);
        await timeline.UntilAsync(100);
        await timeline.Server.RefuseAsync();
        await timeline.RunAsync(120, "tcp", Status.Critical);
        SendingFigures during = timeline.Monitor.Reporter.Figures;
        await timeline.UntilAsync(175);
        await timeline.Server.HealAsync();
        await timeline.RunAsync(180, "tcp", Status.Critical);
        await timeline.RunAsync(240, "tcp", Status.Critical);
        await timeline.UntilAsync(300);

        Assert.Equal(["65 [tcp OK]", "181 [tcp CRITICAL, tcp CRITICAL]", "245 [tcp CRITICAL]"], timeline.Sent);
        Assert.Equal(["120 tcp Opened CRITICAL"], timeline.Told);
        Assert.Equal((1, timeline.Start.AddSeconds(120)), (during.Waiting, during.FailingSince));
        Assert.EndsWith("connection refused", during.LastError?.Reason, StringComparison.Ordinal);
        Assert.Null(timeline.Monitor.Reporter.Figures.FailingSince);
    }

    [Fact]
    public async Task A_server_that_is_unavailable_is_tried_after_a_second_and_then_less_and_less_often()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.UntilAsync(75);
        await timeline.BreakReportsAsync(Fault.Status(503));
        await timeline.RunAsync(120, "tcp", Status.Critical);
        await timeline.UntilAsync(175);
        await timeline.Server.HealAsync();
        await timeline.RunAsync(180, "tcp", Status.Critical);
        await timeline.UntilAsync(240);

        Assert.Equal(
            [
                "120 [tcp CRITICAL] 503", "121 [tcp CRITICAL] 503", "123 [tcp CRITICAL] 503", "127 [tcp CRITICAL] 503",
                "135 [tcp CRITICAL] 503", "151 [tcp CRITICAL] 503", "181 [tcp CRITICAL, tcp CRITICAL]",
            ],
            timeline.Sent);
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_after_thirty_seconds_and_checks_go_on()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.BreakReportsAsync(new Fault.Hang());
        await timeline.RunAsync(60, "tcp", Status.Critical);
        await timeline.RunAsync(120, "tcp", Status.Critical);
        await timeline.UntilAsync(160);
        await timeline.Server.HealAsync();
        await timeline.RunAsync(180, "tcp", Status.Critical);
        await timeline.UntilAsync(240);

        Assert.Equal(
            [
                "60 [tcp CRITICAL] Hung", "91 [tcp CRITICAL] Hung", "123 [tcp CRITICAL, tcp CRITICAL] Hung",
                "157 [tcp CRITICAL, tcp CRITICAL] Hung", "195 [tcp CRITICAL, tcp CRITICAL, tcp CRITICAL]",
            ],
            timeline.Sent);
        Assert.Equal(["60 tcp Opened CRITICAL"], timeline.Told);
    }

    [Fact]
    public async Task A_late_answer_holds_up_nothing_but_its_host()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"), Checks.Of("of-db") with { CustomIdentifier = "db-7" });
        await timeline.AddHostAsync("db-7");
        await timeline.BreakReportsAsync(new Fault.Delay(DrivenLane.Late) { Times = 1 });
        await timeline.RunAsync(60, "tcp", Status.Critical);
        await timeline.RunAsync(62, "of-db", Status.Critical);
        await timeline.RunAsync(64, "tcp", Status.Ok);
        await timeline.UntilAsync(120);

        Assert.Equal(["60 [tcp CRITICAL]", "62 [db-7/of-db CRITICAL]", "68.5 [tcp OK]"], timeline.Sent);
    }

    [Fact]
    public async Task A_server_that_refuses_everything_costs_no_report()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.BreakReportsAsync(Fault.Status(400));
        await timeline.RunAsync(60, "tcp", Status.Critical);
        await timeline.RunAsync(120, "tcp", Status.Critical);
        await timeline.RunAsync(180, "tcp", Status.Ok);
        SendingFigures during = timeline.Monitor.Reporter.Figures;
        await timeline.RunAsync(240, "tcp", Status.Critical);
        await timeline.UntilAsync(270);
        await timeline.Server.HealAsync();
        await timeline.UntilAsync(300);

        Assert.Equal(["60 tcp CRITICAL", "120 tcp CRITICAL", "180 tcp OK", "240 tcp CRITICAL"], timeline.Accepted);
        Assert.Equal(["60 tcp Opened CRITICAL", "180 tcp Closed OK", "240 tcp Opened CRITICAL"], timeline.Told);
        Assert.Equal((3, 0), (during.Waiting, during.Dropped));
        Assert.Contains("400", during.LastError?.Reason, StringComparison.Ordinal);
        Assert.Equal(0, timeline.Monitor.Reporter.Figures.Dropped);
    }

    [Fact]
    public async Task A_bad_report_among_others_is_found_given_up_and_shown_and_the_others_arrive()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("x"), Checks.Of("bad"), Checks.Of("y"));
        await timeline.Server.BreakAsync(Fault.Rejects("bad"));
        await timeline.RunAllAsync(60, ("x", Status.Critical, "1"), ("bad", Status.Critical, "2"), ("y", Status.Critical, "3"));
        SendingFigures during = timeline.Monitor.Reporter.Figures;
        await timeline.Server.HealAsync();
        await timeline.RunAsync(120, "bad", Status.Ok);
        await timeline.UntilAsync(180);

        Assert.Equal(
            [
                "60 [x CRITICAL, bad CRITICAL, y CRITICAL] 400", "60 [x CRITICAL]", "60 [bad CRITICAL, y CRITICAL] 400", "60 [bad CRITICAL] 400",
                "60 [y CRITICAL]", "120 [bad OK]",
            ],
            timeline.Sent);
        Assert.Equal((0, 2, 1), (during.Waiting, during.Sent, during.Dropped));
        Assert.StartsWith("a report of bad is refused: ", during.LastError?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_is_left_alone_for_so_long_by_all_hosts()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"), Checks.Of("of-db") with { CustomIdentifier = "db-7" });
        await timeline.AddHostAsync("db-7");
        await timeline.BreakReportsAsync(Fault.TooManyRequests(40) with { Times = 1 });
        await timeline.RunAsync(60, "tcp", Status.Critical);
        await timeline.RunAsync(70, "of-db", Status.Critical);
        await timeline.UntilAsync(120);

        Assert.Equal(["60 [tcp CRITICAL] 429", "100 [tcp CRITICAL]", "100 [db-7/of-db CRITICAL]"], timeline.Sent);
    }

    [Fact]
    public async Task A_408_is_tried_again_when_it_says_and_holds_up_its_own_host_alone()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"), Checks.Of("of-db") with { CustomIdentifier = "db-7" });
        await timeline.AddHostAsync("db-7");
        await timeline.BreakReportsAsync(Fault.TooManyRequests(40) with { Code = 408, Times = 1 });
        await timeline.RunAsync(60, "tcp", Status.Critical);
        await timeline.RunAsync(70, "of-db", Status.Critical);
        await timeline.UntilAsync(120);

        Assert.Equal(["60 [tcp CRITICAL] 408", "70 [db-7/of-db CRITICAL]", "100 [tcp CRITICAL]"], timeline.Sent);
    }

    [Theory]
    [InlineData("<html>Welcome</html>")] // of a proxy
    [InlineData("")]
    public async Task A_success_that_is_no_JSON_is_none_is_shown_and_is_tried_again(string answer)
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.BreakReportsAsync(new Fault.Answer(200, answer) { Times = 2 });
        await timeline.RunAsync(60, "tcp", Status.Critical);
        SendingFigures during = timeline.Monitor.Reporter.Figures;
        await timeline.UntilAsync(120);

        Assert.Equal(["60 [tcp CRITICAL] not taken", "61 [tcp CRITICAL] not taken", "63 [tcp CRITICAL]"], timeline.Sent);
        Assert.Contains("the answer is not the JSON that it has to be", during.LastError?.Reason, StringComparison.Ordinal);
        Assert.Equal(0, timeline.Monitor.Reporter.Figures.Waiting);
    }

    [Fact]
    public async Task A_report_whose_answer_is_lost_is_sent_twice_and_counts_once()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp") with { MaxCheckAttempts = 2 });
        await timeline.BreakReportsAsync(new Fault.LoseAnswer { Times = 1 });
        await timeline.RunAsync(60, "tcp", Status.Critical);
        await timeline.UntilAsync(119);
        Assert.Empty(timeline.Told);
        await timeline.RunAsync(120, "tcp", Status.Critical);
        await timeline.UntilAsync(180);

        Assert.Equal(["60 [tcp CRITICAL] AnswerLost", "61 [tcp CRITICAL]", "120 [tcp CRITICAL]"], timeline.Sent);
        Assert.Equal(["60 tcp CRITICAL", "120 tcp CRITICAL"], timeline.Accepted);
        Assert.Equal(["120 tcp Opened CRITICAL"], timeline.Told);
    }

    [Fact]
    public async Task After_six_hours_and_a_minute_old_reports_are_given_up_and_counted_and_a_recovery_is_told_all_the_same()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"), Checks.Of("down"));
        await timeline.RunAllAsync(0, ("tcp", Status.Critical, "bad"), ("down", Status.Ok, "fine"));
        await timeline.UntilAsync(30);
        await timeline.Server.RefuseAsync();
        for (int second = 60; second <= 6 * 3600; second += 600)
        {
            await timeline.RunAllAsync(second, ("tcp", Status.Ok, "fine"), ("down", Status.Critical, "bad"));
        }

        await timeline.UntilAsync(30 + (6 * 3600) + 60);
        await timeline.Server.HealAsync();
        Assert.Equal(["0 tcp Opened CRITICAL"], timeline.Told);
        await timeline.RunAllAsync(60 + (6 * 3600) + 60, ("tcp", Status.Ok, "fine"), ("down", Status.Critical, "bad"));
        await timeline.UntilAsync(60 + (6 * 3600) + 120);

        Assert.Equal(["0 tcp Opened CRITICAL", "660 down Opened CRITICAL", "21720 tcp Closed OK"], timeline.Told);
        SendingFigures figures = timeline.Monitor.Reporter.Figures;
        Assert.Equal((0, 2), (figures.Waiting, figures.Dropped));
        Assert.Equal(timeline.Stored.Queued.Count() - 2, timeline.Accepted.Count());
    }
}
