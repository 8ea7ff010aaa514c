using System.Text.Json;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary>Standard error is a pipe that nobody reads: a journal that is stuck, a terminal that was stopped.</summary>
[Collection<Alone>]
public class UnreadLogTests
{
    /// <summary>A line each: more than the pipe takes and the log of the class library holds before it makes whoever logs wait.</summary>
    private const int Runs = 3500;

    [Fact]
    public async Task Checks_that_write_to_it_run_on_and_the_stop_does_not_wait()
    {
        using TemporaryFolder folder = new();
        using ClosedPort closed = new();
        MonitorProcess.Configure(folder, string.Concat(Enumerable.Range(0, 500).Select(i => $"""
            [plugin.checks.down{i}]
            command = ["check-tcp", "-H", "127.0.0.1", "-p", "{closed.Port}", "-v"]
            check_interval = "1s"

            """)));
        string pipe = folder / "log";
        await using MonitorProcess monitor = MonitorProcess.LaunchCommand(
            folder, "sh", "-c", $"mkfifo {pipe}; exec 3<>{pipe}; exec {MonitorProgram.Path} --config {folder / "check-tcpd.conf"} 2>&3");

        await DaemonTests.UntilAsync(async () => await monitor.AskAsync("status", "--json") is { ExitCode: 0 } status
            && JsonDocument.Parse(status.Output).RootElement.GetProperty("schedule").GetProperty("runs").GetInt64() > Runs);
        (TimeSpan elapsed, int exitCode) = await monitor.StopAsync().WaitAsync(MonitorProcess.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(0, exitCode);
        Assert.InRange(elapsed.TotalSeconds, 0, 5);
    }
}
