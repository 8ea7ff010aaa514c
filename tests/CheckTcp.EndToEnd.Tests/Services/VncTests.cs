using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

/// <summary>A server that keeps account of those who connect, and greets those whom it does not take.</summary>
public class VncTests
{
    [Fact]
    public async Task A_server_that_blocks_this_host_is_CRITICAL_with_its_reason()
    {
        RunningServer server = await TigerVnc.StartAsync("-BlacklistTimeout", "600");
        using ServerProcess process = server.Process;

        ProgramRun first = await CheckAsync(server, "127.0.0.2");
        for (int i = 0; i < 4; i++)
        {
            await CheckAsync(server, "127.0.0.2");
        }

        ProgramRun blocked = await CheckAsync(server, "127.0.0.2");
        ProgramRun other = await CheckAsync(server, "127.0.0.3");

        Assert.Matches(@"\AVNC OK: .* \[RFB 003\.008\]\n\z", first.Output);
        Assert.Matches(@"\AVNC CRITICAL: Unexpected response from host/socket: RFB 003\.003\\n.*Too many security failures\n\z", blocked.Output);
        Assert.Equal((2, 0), (blocked.ExitCode, other.ExitCode));
    }

    [Fact]
    public async Task A_server_that_blocks_nobody_is_OK_however_often_it_is_checked()
    {
        RunningServer server = await TigerVnc.StartAsync("-UseBlacklist=0");
        using ServerProcess process = server.Process;

        for (int i = 0; i < 8; i++)
        {
            ProgramRun run = await CheckAsync(server, "127.0.0.2");

            Assert.Equal((0, ""), (run.ExitCode, run.Error));
        }
    }

    private static Task<ProgramRun> CheckAsync(RunningServer server, string source) =>
        Plugin.RunAsync("--service", "vnc", "-H", "127.0.0.1", "-p", $"{server.Plain}", "--source", source, "-t", "60");
}
