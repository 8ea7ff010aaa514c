using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Tests.Channels.Mackerel.Hosts;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Sending;

public class LaneFaultTests
{
    [Fact]
    public async Task A_lane_that_throws_is_logged_and_begins_anew_after_a_minute()
    {
        var time = new WatchedTime();
        await using var session = new SenderSession(runs: true, time: time);
        session.Api = (_, _) => throw new FormatException("a bug");
        await session.AddAsync(1, urgent: true);
        await time.UntilWaitingAsync(TimeSpan.FromMinutes(1));
        var arrived = new TaskCompletionSource();
        session.Api = (_, _) =>
        {
            arrived.SetResult();
            return Task.FromResult<ApiFailure?>(null);
        };

        time.Advance(TimeSpan.FromMinutes(1));

        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Contains("Critical: internal error while reports were sent; please report it", session.Log.Lines);
    }
}
