using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

[Collection<Alone>]
public class ExitCodeTests
{
    [Fact]
    public async Task Run_exits_as_the_check_does_with_the_daemon_and_without_it()
    {
        using TemporaryFolder folder = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, string.Join('\n', Enumerable.Range(0, 4).Select(code => $"""
            [plugin.checks.exits{code}]
            command = "exit {code}"
            """)));

        for (int times = 0; times < 2; times++)
        {
            for (int code = 0; code < 4; code++)
            {
                Assert.Equal(code, (await monitor.AskAsync("run", $"exits{code}")).ExitCode);
            }

            Assert.Equal(3, (await monitor.AskAsync("run", "nosuch")).ExitCode);
            if (times == 0)
            {
                await monitor.StopAsync();
            }
        }
    }

    [Fact]
    public async Task Status_tells_a_daemon_that_runs_from_one_that_does_not()
    {
        using TemporaryFolder folder = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, """
            [plugin.checks.warns]
            command = "exit 1"
            check_interval = "1s"
            [plugin.checks.fails]
            command = "exit 2"
            check_interval = "1s"
            [plugin.checks.fine]
            command = "exit 0"
            check_interval = "1s"
            """);
        await DaemonTests.UntilAsync(async () => (await monitor.AskAsync("status")).Output.Contains("checks: 1 CRITICAL, 1 OK, 1 WARNING", StringComparison.Ordinal));

        Assert.Equal(0, await ExitCodeAsync("status"));
        Assert.Equal(2, await ExitCodeAsync("status", "--exit-code"));
        Assert.Equal(1, await ExitCodeAsync("status", "warns", "--exit-code"));
        Assert.Equal(0, await ExitCodeAsync("status", "fine", "--exit-code"));
        await monitor.KillAsync();
        Assert.Equal(1, await ExitCodeAsync("status"));
        Assert.Equal(1, await ExitCodeAsync("status", "--json"));
        Assert.Equal(3, await ExitCodeAsync("status", "--exit-code"));

        async Task<int> ExitCodeAsync(params string[] arguments) => (await monitor.AskAsync(arguments)).ExitCode;
    }

    [Fact]
    public async Task The_self_check_is_a_plugin_for_the_daemon()
    {
        using TemporaryFolder folder = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, """
            [plugin.checks.fails]
            command = "exit 2"
            """);

        ProgramRun running = await monitor.AskAsync("self-check");
        monitor.Signal(MonitorProcess.SIGSTOP);
        ProgramRun hanging = await monitor.AskAsync("self-check", "--timeout", "1");
        monitor.Signal(MonitorProcess.SIGCONT);
        await monitor.StopAsync();
        ProgramRun dead = await monitor.AskAsync("self-check");

        Assert.Equal(0, running.ExitCode);
        Assert.Matches(@"^check-tcpd OK: running since 20\S+, 1 check \| checks=1;;;0 running=\d;;;0 waiting=0;;;0 lag_p99=[\d.]+s;;5;0\n$", running.Output);
        Assert.Equal((2, "check-tcpd CRITICAL: no answer within 1 s\n"), (hanging.ExitCode, hanging.Output));
        Assert.Equal((2, $"check-tcpd CRITICAL: not running on {monitor.DataDirectory}\n"), (dead.ExitCode, dead.Output));
    }
}
