using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Documentation;

public class UnitFileTests
{
    private static readonly string[] Unit = File.ReadAllLines(Repository.PathOf("packaging/systemd/check-tcpd.service"));

    [Fact]
    public void A_command_that_takes_all_memory_does_not_end_the_unit() => Assert.Equal("continue", ValueOf("OOMPolicy"));

    [Fact]
    public void Plugins_keep_their_state_below_the_state_directory_which_is_made_before_the_start()
    {
        const string Folder = "%S/check-tcpd/plugins";

        Assert.Contains($"Environment=MACKEREL_PLUGIN_WORKDIR={Folder}", Unit);
        Assert.Equal($"/bin/mkdir -p {Folder}", ValueOf("ExecStartPre"));
        Assert.Equal("check-tcpd", ValueOf("StateDirectory")); // one alone: with two, STATE_DIRECTORY would be a list
    }

    [Fact]
    public void A_daemon_that_lives_and_runs_no_check_is_ended_and_started_again()
    {
        Assert.Equal("notify", ValueOf("Type"));
        Assert.Equal("60s", ValueOf("WatchdogSec"));
        Assert.Equal("on-failure", ValueOf("Restart"));
    }

    [Fact]
    public void Commands_get_the_usual_soft_limit_of_open_files() => Assert.Equal("1024:65536", ValueOf("LimitNOFILE"));

    private static string ValueOf(string key) => Assert.Single(Unit, line => line.StartsWith($"{key}=", StringComparison.Ordinal))[(key.Length + 1)..];
}
