using CheckTcp.TestSupport.Mackerel;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>Hosts that Mackerel does not know any more (404).</summary>
public sealed class LostHostTests
{
    private static readonly TimeSpan AsksAgain = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Reports_of_a_retired_host_wait_until_a_person_has_it_registered_anew()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.RunAsync(0, "tcp", Status.Ok);
        await timeline.UntilAsync(30);
        string retired = timeline.ThisHost;
        await timeline.Server.ActByHandAsync("POST", $"/api/v0/hosts/{retired}/retire", "{}");
        int asked = timeline.Time.Begun(AsksAgain);
        await timeline.RunAsync(60, "tcp", Status.Critical);
        await timeline.Time.UntilBegunAsync(AsksAgain, asked);
        Assert.Equal("60 [tcp CRITICAL] 404", timeline.Sent.Last());
        Assert.Contains($"delete {timeline.Monitor.IdFile.Path}", timeline.Monitor.Reporter.Host?.Problem, StringComparison.Ordinal);
        File.Delete(timeline.Monitor.IdFile.Path);
        await timeline.UntilAsync(120);
        await timeline.Server.UntilRequestsAsync(
            1, request => request is { Method: "PUT", Outcome: RequestOutcome.Answered } && !request.Path.EndsWith(retired, StringComparison.Ordinal));
        await timeline.UntilAsync(185);

        Assert.NotEqual(retired, timeline.ThisHost);
        Assert.Equal(
            [(retired, "OK"), (timeline.ThisHost, "CRITICAL")], timeline.Server.Record.Reports.Select(report => (report.HostId, report.Status)));
        Assert.Equal(["60 tcp Opened CRITICAL"], timeline.Told);
        Assert.Equal((0, 0), (timeline.Monitor.Reporter.Figures.Waiting, timeline.Monitor.Reporter.Figures.Dropped));
    }

    [Fact]
    public async Task Reports_of_another_host_that_was_retired_go_to_the_one_that_has_its_identifier_now()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp") with { CustomIdentifier = "db-7" });
        string retired = await timeline.AddHostAsync("db-7");
        await timeline.RunAsync(0, "tcp", Status.Ok);
        await timeline.UntilAsync(30);
        await timeline.Server.ActByHandAsync("POST", $"/api/v0/hosts/{retired}/retire", "{}");
        await timeline.RunAsync(60, "tcp", Status.Critical);
        await timeline.UntilAsync(130);
        string other = await timeline.AddHostAsync("db-7");
        await timeline.UntilAsync(480);

        Assert.Equal(["5 [db-7/tcp OK]", "60 [db-7/tcp CRITICAL] 404", "420 [db-7/tcp CRITICAL]"], timeline.Sent);
        Assert.Equal(other, timeline.Server.Record.Reports[^1].HostId);
    }
}
