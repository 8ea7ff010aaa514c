using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

[Collection<WithRealServers>]
public class RealGearmanTests(RealServers servers)
{
    [Fact]
    public async Task A_gearmand_of_today_is_OK_by_the_name_of_the_service()
    {
        ProgramRun run = await Plugin.RunAsync("--service", "gearman", "-H", "localhost", "-p", $"{servers.Gearmand.Port}");

        Assert.Matches(@"\AGEARMAN OK: \d+\.\d{3} seconds response time on localhost port \d+ \[OK 1\..*\]\n\z", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task An_old_gearmand_that_answers_with_its_bare_version_is_OK_too()
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            Assert.Equal("version\n", await peer.ReceiveLineAsync());
            await peer.SendAsync("0.33\n");
        });

        ProgramRun run = await Plugin.RunAsync("--service", "gearman", "-H", "localhost", "-p", $"{server.Port}");

        Assert.Matches(@"\AGEARMAN OK: .* \[0\.33\]\n\z", run.Output);
        Assert.Equal(0, run.ExitCode);
    }
}
