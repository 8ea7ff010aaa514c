using System.Diagnostics;
using CheckTcp.TestSupport;
using CheckTcp.Tests.Probing.Networks;

namespace CheckTcp.Tests.Probing.Transports.Linux;

/// <summary>Runs that have more to do than a turn, on the transport that many runs share.</summary>
public sealed class HeavyRunsTests
{
    /// <summary>250,000 instructions, all of which each byte visits: 64 KiB take minutes.</summary>
    private static readonly string LargePattern = $"(?:{string.Concat(Enumerable.Repeat("x?", 125))}){{1000}}y";

    [Fact]
    public async Task A_large_pattern_on_a_flood_keeps_no_other_run_waiting()
    {
        string flood = new('x', 64 * 1024);
        await using var flooding = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(flood);
            await peer.StallAsync();
        });
        await using var server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.SendAsync("220 ready\r\n"));

        // With a pool of one thread the order tells: a run that keeps it until its deadline is done before one that needs it.
        ProgramCall call = OnTransport.Call(
            Transport.Epoll,
            ["-H", "127.0.0.1", "-p", $"{flooding.Port}", "-e", LargePattern, "-t", "60",
            "AND", "-H", "127.0.0.1", "-p", $"{server.Port}", "-S", "--no-check-certificate", "-e", "^220", "-t", "60"]);
        ProcessStartInfo start = new(call.Program, call.Arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        start.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1";
        using Process running = Process.Start(start)!;
        string? first = await running.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        running.Kill();

        Assert.StartsWith("TCP OK: ", first, StringComparison.Ordinal);
    }
}
