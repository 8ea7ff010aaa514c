using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

[Collection<Alone>]
public class PauseTests
{
    [Fact]
    public async Task Runs_that_a_pause_of_the_process_cut_in_two_are_repeated_and_raise_no_alert()
    {
        using TemporaryFolder folder = new();
        await using SwitchedServer server = new() { Delay = TimeSpan.FromMilliseconds(700) };
        string checks = string.Join('\n', Enumerable.Range(0, 8).Select(i => DaemonTests.TcpCheck($"slow{i}", server.Port, "", "--timeout", "4")));
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, checks);
        await DaemonTests.UntilAsync(async () =>
            (await DaemonTests.JsonAsync(monitor.AskAsync("status", "--json"))).GetProperty("schedule").GetProperty("runningNow").GetInt32() >= 4);

        monitor.Signal(MonitorProcess.SIGSTOP);
        await Task.Delay(TimeSpan.FromSeconds(12), TestContext.Current.CancellationToken); // the pause itself: longer than the timeout
        monitor.Signal(MonitorProcess.SIGCONT);
        await monitor.UntilLoggedAsync("the process or the machine was paused");
        await DaemonTests.UntilAsync(async () => (await monitor.AskAsync("status", "--exit-code")).ExitCode == 0);

        Assert.DoesNotContain(monitor.Log, line => line.Contains("alert", StringComparison.Ordinal));
    }
}
