using CheckTcp.TestSupport.Mackerel;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>The recorded timelines of an agent whose API works, with ours.</summary>
public sealed class StatusTests
{
    private const string Refused = "TCP CRITICAL: dial tcp 127.0.0.1:60695: connect: connection refused\n";

    [Fact]
    public async Task A_first_OK_arrives_within_seconds_and_later_ones_that_differ_in_figures_are_not_sent()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("steady"), Checks.Of("ftp"));
        for (int minute = 0; minute < 4; minute++)
        {
            await timeline.RunAllAsync(
                84.2 + (60 * minute), ("steady", Status.Ok, "fine\n"), ("ftp", Status.Ok, $"TCP OK: 0.00{minute} seconds response time\n"));
        }

        await timeline.UntilAsync(600);
        Assert.Equal(["89.2 [steady OK, ftp OK]"], timeline.Sent);
        Assert.Equal(["84 steady OK", "84 ftp OK"], timeline.Accepted);
        Assert.Empty(timeline.Server.Record.Alerts);
    }

    [Fact]
    public async Task With_figures_an_OK_whose_text_differs_is_sent_each_minute_as_the_agents()
    {
        await using Timeline timeline = await Timeline.BeginAsync(new TimelineTerms { IgnoreFigures = false }, Checks.Of("steady"), Checks.Of("ftp"));
        for (int minute = 0; minute < 4; minute++)
        {
            await timeline.RunAllAsync(
                84.2 + (60 * minute), ("steady", Status.Ok, "fine\n"), ("ftp", Status.Ok, $"TCP OK: 0.00{minute} seconds response time\n"));
        }

        await timeline.UntilAsync(600);
        Assert.Equal(["89.2 [steady OK, ftp OK]", "149.2 [ftp OK]", "209.2 [ftp OK]", "269.2 [ftp OK]"], timeline.Sent);
    }

    [Fact]
    public async Task Two_attempts_open_the_alert_at_the_second_failure_and_the_OK_closes_it_at_once()
    {
        await using Timeline timeline = await Timeline.BeginAsync(
            Checks.Of("tcp") with { MaxCheckAttempts = 2, NotificationInterval = TimeSpan.FromMinutes(5) });
        await timeline.RunAsync(60.1, "tcp", Status.Ok, "TCP OK: 0.005 seconds response time on 127.0.0.1 port 60695 [220 ready]\n");
        await timeline.RunAsync(120.1, "tcp", Status.Critical, Refused);
        Assert.Empty(timeline.Server.Record.Alerts);
        await timeline.RunAsync(180.1, "tcp", Status.Critical, Refused);
        await timeline.RunAsync(240.1, "tcp", Status.Critical, Refused);
        Assert.True(Assert.Single(timeline.Server.Record.Alerts).IsOpen);
        await timeline.RunAsync(300.1, "tcp", Status.Ok, "TCP OK\n");

        Assert.Equal(
            ["65.1 [tcp OK]", "120.1 [tcp CRITICAL]", "180.1 [tcp CRITICAL]", "245.1 [tcp CRITICAL]", "300.1 [tcp OK]"], timeline.Sent);
        Assert.Equal(["180 tcp Opened CRITICAL", "300 tcp Closed OK"], timeline.Told);
        Assert.Equal(timeline.Start.AddSeconds(180), Assert.Single(timeline.Server.Record.Alerts).OpenedAt);
        Assert.All(timeline.Server.Record.Reports, report => Assert.Equal((10, 2), (report.NotificationInterval, report.MaxCheckAttempts)));
        RecordedRequest first = timeline.Server.Record.Requests.First(request => request.Checks.Count > 0);
        Assert.Equal(
            $$"""{"reports":[{"source":{"type":"host","hostId":"{{timeline.ThisHost}}"},"name":"tcp","status":"OK","message":"TCP OK: 0.005 seconds response time on 127.0.0.1 port 60695 [220 ready]\n","occurredAt":{{timeline.Start.ToUnixTimeSeconds() + 60}},"notificationInterval":10,"maxCheckAttempts":2}]}""",
            first.Body.Trim());
    }

    [Fact]
    public async Task An_alert_that_does_not_close_by_itself_waits_for_a_person_and_the_next_failure_opens_a_new_one()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp") with { PreventAlertAutoClose = true, MaxCheckAttempts = 3 });
        await timeline.RunAsync(60, "tcp", Status.Ok);
        await timeline.RunAsync(120, "tcp", Status.Critical);
        await timeline.RunAsync(180, "tcp", Status.Ok);
        await timeline.UntilAsync(300);
        string open = Assert.Single(timeline.Server.Record.Alerts, alert => alert.IsOpen).Id;
        await timeline.Server.ActByHandAsync("POST", $"/api/v0/alerts/{open}/close", """{"reason":"seen"}""");
        await timeline.RunAsync(360, "tcp", Status.Critical);

        Assert.Equal(["120 [tcp CRITICAL]", "360 [tcp CRITICAL]"], timeline.Sent);
        Assert.All(timeline.Server.Record.Reports, report => Assert.Equal((null, 1), (report.NotificationInterval, report.MaxCheckAttempts)));
        Assert.Equal(["120 tcp Opened CRITICAL", "300 tcp ClosedByHand OK", "360 tcp Opened CRITICAL"], timeline.Told);
        Assert.Equal([false, true], timeline.Server.Record.Alerts.Select(alert => alert.IsOpen));
    }

    [Fact]
    public async Task Each_host_gets_a_request_of_its_own_and_reports_for_one_that_is_not_known_arrive_once_it_is()
    {
        await using Timeline timeline = await Timeline.BeginAsync(
            Checks.Of("tcp"), Checks.Of("of-db") with { CustomIdentifier = "db-7" }, Checks.Of("of-nobody") with { CustomIdentifier = "nobody" });
        await timeline.AddHostAsync("db-7");
        await timeline.RunAllAsync(60, ("tcp", Status.Critical, "a"), ("of-db", Status.Critical, "b"), ("of-nobody", Status.Critical, "c"));
        await timeline.RunAsync(120, "of-nobody", Status.Ok);
        Assert.Equal(["60 [db-7/of-db CRITICAL]", "60 [tcp CRITICAL]"], timeline.Sent.Order(StringComparer.Ordinal));
        Assert.Equal(2, timeline.Monitor.Reporter.Figures.Waiting);
        await timeline.UntilAsync(400);
        await timeline.AddHostAsync("nobody");
        await timeline.UntilAsync(400 + 360);

        Assert.Equal("660 [nobody/of-nobody CRITICAL, nobody/of-nobody OK]", timeline.Sent.Last());
        Assert.Equal(3, timeline.Sent.Count());
        Assert.Equal(["60 of-nobody Opened CRITICAL", "120 of-nobody Closed OK"], timeline.Told.Where(told => told.Contains("nobody", StringComparison.Ordinal)));
        Assert.Equal((0, 0), (timeline.Monitor.Reporter.Figures.Waiting, timeline.Monitor.Reporter.Figures.Dropped));
    }
}
