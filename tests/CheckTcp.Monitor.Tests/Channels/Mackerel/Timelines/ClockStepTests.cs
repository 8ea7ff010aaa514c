namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>A wall clock that is wrong for a while. Mackerel ignores reports of six hours ago and more.</summary>
public sealed class ClockStepTests
{
    [Theory]
    [InlineData(-6 * 365)] // a board without a battery, until NTP answers
    [InlineData(-1)] // a snapshot of yesterday
    public async Task What_was_reported_by_a_clock_that_was_wrong_is_reported_again_once_it_is_right(int days)
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"), Checks.Of("steady"));
        await timeline.RunAllAsync(0, ("tcp", Status.Critical, "bad"), ("steady", Status.Ok, "fine"));
        await timeline.UntilAsync(30);
        timeline.Monitor.SetClock(TimeSpan.FromDays(days));
        await timeline.RunAllAsync(60, ("tcp", Status.Ok, "fine"), ("steady", Status.Ok, "fine"));
        await timeline.UntilAsync(67);
        Assert.Equal(["0 tcp Opened CRITICAL"], timeline.Told);

        timeline.Monitor.SetClock(TimeSpan.Zero);
        await timeline.RunAllAsync(120, ("tcp", Status.Ok, "fine"), ("steady", Status.Ok, "fine"));
        await timeline.RunAllAsync(180, ("tcp", Status.Ok, "fine"), ("steady", Status.Ok, "fine"));
        await timeline.UntilAsync(240);

        Assert.Equal(["0 tcp Opened CRITICAL", "120 tcp Closed OK"], timeline.Told);
        Assert.Equal(["0 tcp CRITICAL", "0 steady OK", "120 tcp OK", "120 steady OK"], timeline.Accepted);
    }
}
