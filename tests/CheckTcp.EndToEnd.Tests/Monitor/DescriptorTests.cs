using System.Globalization;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

[Collection<Alone>]
public class DescriptorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Parts_that_are_first_used_while_descriptors_are_short_work_once_there_are_some()
    {
        using TemporaryFolder folder = new();
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid);
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, $"""
            [plugin.checks.tls]
            command = ["check-tcp", "-H", "localhost", "-p", "{server.Port}", "-S", "--no-check-certificate"]
            check_interval = "60m"
            """);
        for (int free = 0; free < 6; free++) // each lets another part come as far as to need one
        {
            await LimitAsync(monitor, LimitWith(free, monitor));
            await new ProgramCall("timeout", "3", MonitorProgram.Path, "run", "tls", "--data-directory", monitor.DataDirectory).RunAsync(Cancellation);
        }

        await LimitAsync(monitor, 4096);
        ProgramRun run = await monitor.AskAsync("run", "tls");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(0, (await monitor.AskAsync("history", "tls")).ExitCode);
        Assert.Equal(0, (await monitor.AskAsync("status")).ExitCode);
    }

    /// <summary>The limit under which so many descriptors are free.</summary>
    private static int LimitWith(int free, MonitorProcess monitor)
    {
        int[] used = [.. Directory.GetFiles($"/proc/{monitor.Id}/fd").Select(file => int.Parse(Path.GetFileName(file), CultureInfo.InvariantCulture))];
        return Enumerable.Range(1, used.Max() + 1 + free).Last(limit => limit - used.Count(descriptor => descriptor < limit) <= free);
    }

    private static async Task LimitAsync(MonitorProcess monitor, int soft) => Assert.Equal(
        0, (await new ProgramCall("prlimit", $"--pid={monitor.Id}", $"--nofile={soft}:").RunAsync(Cancellation)).ExitCode);
}
