using System.Diagnostics;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary><c>check-tcpd</c> without a configuration.</summary>
[Collection<Alone>]
public sealed class SampleTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(150)] // a socket's path has at most 107 bytes
    public async Task It_watches_its_own_socket_however_long_the_path_is(int length)
    {
        using TemporaryFolder folder = new();
        string data = folder / new string('d', length);
        await using MonitorProcess monitor = MonitorProcess.LaunchCommand(folder, MonitorProgram.Path, "--data-directory", data);
        await monitor.UntilLoggedAsync("check-tcpd is watching");

        ProgramRun first = await RunAsync(data);
        Directory.Move(data, data + "-moved");
        await monitor.UntilLoggedAsync("history.db was deleted, moved or replaced");
        ProgramRun second = await RunAsync(data);
        for (long start = Stopwatch.GetTimestamp(); second.ExitCode != 0 && Stopwatch.GetElapsedTime(start) < MonitorProcess.Patience;)
        {
            second = await RunAsync(data); // the socket is looked for every ten seconds
        }

        Assert.All(
            (ProgramRun[])[first, second],
            run => Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal));
    }

    private static Task<ProgramRun> RunAsync(string data) => MonitorProgram.CallIn(data, "run", "check-tcpd").RunAsync();
}
