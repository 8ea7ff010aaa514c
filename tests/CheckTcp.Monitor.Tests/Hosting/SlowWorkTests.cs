using CheckTcp.Monitor.Hosting;
using CheckTcp.Monitor.Tests.Execution;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Hosting;

public class SlowWorkTests
{
    [Fact]
    public async Task Work_that_takes_longer_than_a_second_is_told_of()
    {
        var time = new FakeTimeProvider();
        var log = new LogLines();
        using var end = new ManualResetEventSlim();
        Task<int> working = SlowWork.RunAsync(
            "reading",
            () =>
            {
                end.Wait(TestContext.Current.CancellationToken);
                return 7;
            },
            time,
            log,
            TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Empty(log.Lines);
        time.Advance(TimeSpan.FromMilliseconds(1));
        while (!log.Lines.Any())
        {
            await Task.Yield();
        }

        end.Set();
        Assert.Equal(7, await working);
        Assert.Contains("still reading after 00:00:01", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_work_throws_comes_out() =>
        await Assert.ThrowsAsync<FormatException>(() => SlowWork.RunAsync<int>("reading", () => throw new FormatException(), TimeProvider.System, new LogLines(), TestContext.Current.CancellationToken));
}
