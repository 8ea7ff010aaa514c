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
    public async Task A_start_without_a_list_runs_the_rest_and_takes_the_list_when_it_comes()
    {
        using TemporaryFolder folder = new();
        using ClosedPort closed = new();
        string list = $"[plugin.checks.web]\ncommand = 'check-tcp -H {{host}} -p {{port}}'\ntargets_file = 'targets.txt'\ncheck_interval = '1s'\n";
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, $"{DaemonTests.TcpCheck("db", closed.Port, "")}\n{list}");

        await monitor.UntilLoggedAsync("alert 1 opened: db");
        Assert.Contains("left out: ", (await monitor.AskAsync("status")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await monitor.AskAsync("configtest")).ExitCode);
        folder.Write("targets.txt", $"127.0.0.1:{closed.Port}\n");

        await monitor.UntilLoggedAsync($"is read: 2 checks; +web/127.0.0.1:{closed.Port}");
        await monitor.UntilLoggedAsync($"alert 2 opened: web/127.0.0.1:{closed.Port}");
        Assert.DoesNotContain("left out: ", (await monitor.AskAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_daemon_is_found_by_a_file_that_has_got_errors_since()
    {
        using TemporaryFolder folder = new();
        using ClosedPort closed = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, DaemonTests.TcpCheck("db", closed.Port, ""));
        await monitor.UntilLoggedAsync("alert 1 opened: db");

        MonitorProcess.Configure(folder, "[plugin.checks.db]\ncommand = \"^\\* OK\"\n");
        ProgramRun alerts = await monitor.AskAsync("alerts");

        Assert.Equal(0, alerts.ExitCode);
        Assert.Contains("db", alerts.Output, StringComparison.Ordinal);
        Assert.Contains("check-tcpd.conf has errors (check-tcpd configtest lists them), so that it is refused", alerts.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_to_nothing_is_refused()
    {
        using TemporaryFolder folder = new();
        using ClosedPort closed = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, DaemonTests.TcpCheck("db", closed.Port, ""));

        folder.Write("check-tcpd.conf", "");
        monitor.Reload();

        await monitor.UntilLoggedAsync("is refused; the configuration that was read before stays in force");
        await monitor.UntilLoggedAsync("alert 1 opened: db");
        Assert.Contains(
            "no check would be left to run; put some in, or write allow_empty = true into [monitor]",
            (await MonitorProgram.CallIn(monitor.DataDirectory, "status").RunAsync()).Output,
            StringComparison.Ordinal);
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
