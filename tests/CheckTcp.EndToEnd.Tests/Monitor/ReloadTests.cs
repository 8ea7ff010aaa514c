using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

[Collection<Alone>]
public class ReloadTests
{
    [Fact]
    public async Task SIGHUP_reads_the_file_again_and_an_open_alert_stays_the_same()
    {
        using TemporaryFolder folder = new();
        using ClosedPort closed = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, DaemonTests.TcpCheck("db", closed.Port, ""));
        await monitor.UntilLoggedAsync("alert 1 opened: db");

        MonitorProcess.Configure(folder, $"{DaemonTests.TcpCheck("db", closed.Port, "")}\n{DaemonTests.TcpCheck("web", closed.Port, "")}");
        monitor.Reload();

        await monitor.UntilLoggedAsync("check-tcpd.conf is read: 2 checks");
        await monitor.UntilLoggedAsync("alert 2 opened: web");
        Assert.Single(monitor.Log, line => line.Contains("opened: db", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_file_is_read_by_itself_and_a_bad_one_leaves_the_running_one_in_force()
    {
        using TemporaryFolder folder = new();
        using ClosedPort closed = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, DaemonTests.TcpCheck("db", closed.Port, "max_check_attempts = 100"));

        MonitorProcess.Configure(folder, "[plugin.checks.db]\ncommand = 5\n");
        await monitor.UntilLoggedAsync("is refused; the configuration that was read before stays in force");
        ProgramRun refused = await MonitorProgram.CallIn(monitor.DataDirectory, "status").RunAsync();
        MonitorProcess.Configure(folder, DaemonTests.TcpCheck("db", closed.Port, ""));
        await monitor.UntilLoggedAsync("alert 1 opened: db");

        Assert.Contains("refused since: ", refused.Output, StringComparison.Ordinal);
        Assert.Contains("plugin.checks.db.command", refused.Output, StringComparison.Ordinal);
        Assert.Contains("db", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("refused since", (await monitor.AskAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dialogue_that_is_half_written_leaves_the_last_good_one_in_force_and_the_mended_one_is_noticed()
    {
        const string Good = "[[step]]\nexpect = '^220 '\n";
        using TemporaryFolder folder = new();
        await using SwitchedServer server = new();
        string dialogue = folder.Write("dialogue.toml", Good);
        string check = $"[plugin.checks.ftp]\ncommand = 'check-tcp -H 127.0.0.1 -p {server.Port} --dialogue {dialogue} -t 1'\ncheck_interval = '1s'\n";
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, check);

        File.WriteAllText(dialogue, "[[step]]\nexpect = '");
        monitor.Reload();
        await monitor.UntilLoggedAsync("is refused; the configuration that was read before stays in force");
        ProgramRun run = await MonitorProgram.CallIn(monitor.DataDirectory, "run", "ftp").RunAsync();
        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("dialogue.toml: line 2: not TOML", (await MonitorProgram.CallIn(monitor.DataDirectory, "status").RunAsync()).Output, StringComparison.Ordinal);

        File.WriteAllText(dialogue, "[[step]]\nexpect = '^250 '\n");

        await monitor.UntilLoggedAsync("alert 1 opened: ftp is CRITICAL: TCP CRITICAL: step 1 (expect ^250 )");
        File.WriteAllText(dialogue, Good);
        await monitor.UntilLoggedAsync("alert 1 closed: ftp");
    }
}
