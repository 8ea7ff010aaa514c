using CheckTcp.TestSupport.Mackerel;
using CheckTcp.TestSupport.Mackerel.Faults;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>Stops, kills and starts between a run and the arrival of its report.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_stop_sends_what_waits_and_the_next_start_does_not_send_it_again()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.RunAsync(6, "tcp", Status.Ok);
        await timeline.StopAsync();
        await timeline.StartMonitorAsync();
        await timeline.UntilAsync(20);

        Assert.Equal(["6 [tcp OK]"], timeline.Sent);
    }

    [Fact]
    public async Task A_stop_in_an_outage_ends_after_one_try_and_the_next_start_delivers_the_rest()
    {
        await using Timeline timeline = await Timeline.BeginAsync(new TimelineTerms { HasLoops = true }, Checks.Of("tcp"), Checks.Of("web"));
        await timeline.Server.RefuseAsync();
        await timeline.Monitor.RunAsync("tcp", Status.Critical, "bad");
        await timeline.Monitor.RunAsync("web", Status.Ok, "fine");
        await timeline.StopWithLoopsAsync();
        Assert.Empty(timeline.Sent);
        await timeline.Server.HealAsync();
        await timeline.StartMonitorAsync();
        await timeline.UntilAsync(10);

        Assert.Equal(["0 [tcp CRITICAL, web OK]"], timeline.Sent);
        Assert.Equal(["0 tcp Opened CRITICAL"], timeline.Told);
    }

    [Fact]
    public async Task A_stop_while_the_server_hangs_ends_within_its_limit_and_the_next_start_delivers_the_rest()
    {
        await using Timeline timeline = await Timeline.BeginAsync(
            new TimelineTerms { HasLoops = true, StatusOnStop = "poweroff" }, Checks.Of("tcp"));
        await timeline.BreakReportsAsync(new Fault.Hang());
        await timeline.Monitor.RunAsync("tcp", Status.Critical, "bad");
        await timeline.Server.UntilRequestsAsync(1, request => request is { Outcome: RequestOutcome.Hung });
        Task stop = timeline.StopWithLoopsAsync();
        timeline.Time.Advance(TimeSpan.FromSeconds(3));
        await stop.WaitAsync(TestContext.Current.CancellationToken);

        Assert.EndsWith("/status", timeline.Server.Record.Requests[^1].Path, StringComparison.Ordinal);
        await timeline.Server.HealAsync();
        await timeline.StartMonitorAsync();
        await timeline.UntilAsync(10);
        Assert.Equal(["0 [tcp CRITICAL] Hung", "3 [tcp CRITICAL]"], timeline.Sent);
    }

    [Fact]
    public async Task After_a_kill_between_the_run_and_the_request_the_next_start_sends_it()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.UntilAsync(60);
        await timeline.Monitor.RunAsync("tcp", Status.Critical, "bad");
        await timeline.KillAsync();
        timeline.Time.Advance(TimeSpan.FromSeconds(20));
        await timeline.StartMonitorAsync();
        await timeline.RunAsync(120, "tcp", Status.Ok);

        Assert.Equal(["80 [tcp CRITICAL]", "120 [tcp OK]"], timeline.Sent);
        Assert.Equal(["60 tcp Opened CRITICAL", "120 tcp Closed OK"], timeline.Told);
    }

    [Fact]
    public async Task After_a_kill_before_the_run_was_stored_the_next_run_is_news_all_the_same()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.RunAsync(0, "tcp", Status.Ok);
        await timeline.UntilAsync(60);
        timeline.Monitor.BeginToDie();
        await timeline.Monitor.RunUnstoredAsync("tcp", Status.Critical, "bad");
        await timeline.KillAsync();
        await timeline.StartMonitorAsync();
        await timeline.RunAsync(120, "tcp", Status.Critical);

        Assert.Equal(["5 [tcp OK]", "120 [tcp CRITICAL]"], timeline.Sent);
    }

    [Fact]
    public async Task After_a_kill_between_the_answer_and_the_removal_from_the_queue_a_report_is_sent_twice_and_counts_once()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp") with { MaxCheckAttempts = 2 });
        await timeline.RunAsync(0, "tcp", Status.Ok);
        await timeline.UntilAsync(60);
        await timeline.CopyAtNextCommitAsync();
        await timeline.RunAsync(60, "tcp", Status.Critical);
        await timeline.KillWithoutRemovalsAsync();
        await timeline.StartMonitorAsync();
        await timeline.UntilAsync(119);
        Assert.Empty(timeline.Told);
        await timeline.RunAsync(120, "tcp", Status.Critical);
        await timeline.UntilAsync(180);

        Assert.Equal(["5 [tcp OK]", "60 [tcp CRITICAL]", "60 [tcp CRITICAL]", "120 [tcp CRITICAL]"], timeline.Sent);
        Assert.Equal(["0 tcp OK", "60 tcp CRITICAL", "120 tcp CRITICAL"], timeline.Accepted);
        Assert.Equal(["120 tcp Opened CRITICAL"], timeline.Told);
    }

    [Fact]
    public async Task A_failure_that_lasts_over_a_restart_is_no_second_alert_and_its_recovery_closes_it()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.RunAsync(0, "tcp", Status.Critical);
        await timeline.StopAsync();
        await timeline.StartMonitorAsync();
        await timeline.RunAsync(60, "tcp", Status.Critical);
        await timeline.StopAsync();
        await timeline.StartMonitorAsync();
        await timeline.RunAsync(120, "tcp", Status.Ok);

        Assert.Equal(["0 tcp Opened CRITICAL", "120 tcp Closed OK"], timeline.Told);
    }
}
