using System.Text.Json;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

[Collection<Alone>]
public class DaemonTests
{
    [Fact]
    public async Task An_alert_opens_when_the_server_goes_down_and_closes_when_it_comes_up()
    {
        using TemporaryFolder folder = new();
        await using SwitchedServer server = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, TcpCheck("ftp", server.Port, "max_check_attempts = 2"));

        await server.TurnOffAsync();
        await monitor.UntilLoggedAsync("alert 1 opened: ftp is CRITICAL: TCP CRITICAL: connect to 127.0.0.1");
        server.TurnOn();
        await monitor.UntilLoggedAsync("alert 1 closed: ftp is OK: TCP OK: ");

        JsonElement alert = Assert.Single((await JsonAsync(monitor.AskAsync("alerts", "--all", "--json"))).EnumerateArray());
        Assert.Equal((1, "ftp", "CRITICAL"), (alert.GetProperty("id").GetInt32(), alert.GetProperty("check").GetString(), alert.GetProperty("status").GetString()));
        Assert.InRange(alert.GetProperty("attempts").GetInt32(), 2, 1000);
        Assert.True(alert.GetProperty("closedAt").GetDateTimeOffset() > alert.GetProperty("openedAt").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, alert.GetProperty("reason").ValueKind);
        Assert.StartsWith("TCP CRITICAL: connect to", alert.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("connect", alert.GetProperty("failure").GetProperty("phase").GetString());
        Assert.Equal("refused", alert.GetProperty("openedWith").GetProperty("failure").GetProperty("cause").GetString());
    }

    [Fact]
    public async Task A_slow_server_raises_WARNING_and_a_slower_one_CRITICAL()
    {
        using TemporaryFolder folder = new();
        await using SwitchedServer server = new() { Delay = TimeSpan.FromMilliseconds(600) };
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(
            folder, TcpCheck("slow", server.Port, "", "--warning", "0.5", "--critical", "3"));

        await monitor.UntilLoggedAsync("alert 1 opened: slow is WARNING: TCP WARNING: ");
        server.Delay = TimeSpan.FromMilliseconds(3100);
        await monitor.UntilLoggedAsync("alert 1 turned: slow is CRITICAL: TCP CRITICAL: 3.");
        server.Delay = TimeSpan.Zero;
        await monitor.UntilLoggedAsync("alert 1 closed: slow is OK: TCP OK: ");
    }

    [Fact]
    public async Task Other_commands_run_as_children_and_their_actions_after_them()
    {
        using TemporaryFolder folder = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, $$"""
            [plugin.checks.shell]
            command = "echo state $STATE; exit 1"
            env = { STATE = "bad" }
            check_interval = "1s"
            [plugin.checks.shell.action]
            command = "echo $MACKEREL_PREVIOUS_STATUS-$MACKEREL_STATUS $MACKEREL_CHECK_MESSAGE >> {{folder / "actions"}}"
            """);

        await monitor.UntilLoggedAsync("alert 1 opened: shell is WARNING: state bad");
        string[] lines = [];
        while (lines.Length < 2)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            lines = File.Exists(folder / "actions") ? await File.ReadAllLinesAsync(folder / "actions", TestContext.Current.CancellationToken) : [];
        }

        Assert.Equal(["-WARNING state bad", "WARNING-WARNING state bad"], lines[..2]);
    }

    [Fact]
    public async Task Status_tells_how_daemon_schedule_store_and_checks_fare()
    {
        using TemporaryFolder folder = new();
        await using SwitchedServer server = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, TcpCheck("ftp", server.Port, "memo = \"the mirror\""));
        await UntilAsync(async () => (await StatusOfAsync(monitor, "ftp")).TryGetProperty("status", out _));

        JsonElement status = await JsonAsync(monitor.AskAsync("status", "--json"));
        JsonElement check = status.GetProperty("checks")[0];

        Assert.True(status.GetProperty("running").GetBoolean());
        Assert.True(status.GetProperty("store").GetProperty("ok").GetBoolean());
        Assert.Equal(1, status.GetProperty("schedule").GetProperty("checks").GetInt32());
        Assert.Equal(("ftp", "OK", "the mirror"), (check.GetProperty("name").GetString(), check.GetProperty("status").GetString(), check.GetProperty("memo").GetString()));
        Assert.Matches(@"^TCP OK: \d+\.\d{3} seconds response time on 127.0.0.1 port \d+ \[220 ready\]\n$", check.GetProperty("message").GetString());
        ProgramRun shown = await monitor.AskAsync("status");
        Assert.Contains("store: fine", shown.Output, StringComparison.Ordinal);
        Assert.Contains("checks: 1 OK", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_on_request_shows_its_line_its_phases_and_its_dialogue()
    {
        using TemporaryFolder folder = new();
        await using SwitchedServer server = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, TcpCheck("ftp", server.Port, "", "--quit", "QUIT"));

        ProgramRun live = await monitor.AskAsync("run", "ftp");
        await monitor.StopAsync();
        ProgramRun here = await monitor.AskAsync("run", "ftp");

        foreach (ProgramRun run in (ProgramRun[])[live, here])
        {
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
            Assert.Contains("  connect: 0.", run.Output, StringComparison.Ordinal);
            Assert.Matches(@"(?m)^  \d\.\d{6} s received 11 bytes\n    0000  32 32 30 .* 220 ready\.\.\n  \d\.\d{6} s sent 6 bytes$", run.Output);
        }
    }

    [Fact]
    public async Task An_alert_is_closed_by_hand_with_the_daemon_and_without_it()
    {
        using TemporaryFolder folder = new();
        await using SwitchedServer server = new(on: false);
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, TcpCheck("ftp", server.Port, "max_check_attempts = 2"));
        await monitor.UntilLoggedAsync("alert 1 opened");

        ProgramRun live = await monitor.AskAsync("close", "1", "--reason", "known");
        await monitor.UntilLoggedAsync("alert 2 opened");
        await monitor.StopAsync();
        ProgramRun stopped = await monitor.AskAsync("close", "2", "--reason", "moved");
        ProgramRun again = await monitor.AskAsync("close", "2", "--reason", "moved");

        Assert.Equal("alert 1 of ftp is closed\n", live.Output);
        Assert.Equal("alert 2 of ftp is closed\n", stopped.Output);
        Assert.Equal((1, "check-tcpd: no open alert has the id 2; check-tcpd alerts lists those that have one\n"), (again.ExitCode, again.Error));
        JsonElement alerts = await JsonAsync(monitor.AskAsync("alerts", "--all", "--json"));
        Assert.Equal(["moved", "known"], alerts.EnumerateArray().Select(alert => alert.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task History_shows_a_chart_and_the_changes_with_the_daemon_and_without_it()
    {
        using TemporaryFolder folder = new();
        await using SwitchedServer server = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, TcpCheck("ftp", server.Port, ""));
        await UntilAsync(async () => (await StatusOfAsync(monitor, "ftp")).TryGetProperty("status", out _));
        await server.TurnOffAsync();
        await monitor.UntilLoggedAsync("alert 1 opened");

        ProgramRun live = await monitor.AskAsync("history", "ftp", "--since", "5m");
        await monitor.StopAsync();
        ProgramRun stopped = await monitor.AskAsync("history", "ftp", "--since", "5m");
        JsonElement json = await JsonAsync(monitor.AskAsync("history", "ftp", "--json"));
        ProgramRun unknown = await monitor.AskAsync("history", "nosuch");

        foreach (ProgramRun run in (ProgramRun[])[live, stopped])
        {
            Assert.Matches(@"^ftp: \d+ results, \d+ OK, \d+ CRITICAL, [\d.]+% OK\n", run.Output);
            Assert.Contains(" │", run.Output, StringComparison.Ordinal);
            Assert.Contains(" CRITICAL [connect: refused] TCP CRITICAL: connect to 127.0.0.1", run.Output, StringComparison.Ordinal);
        }

        JsonElement first = json.GetProperty("results")[0];
        Assert.Equal("result", json.GetProperty("resolution").GetString());
        Assert.False(first.TryGetProperty("failure", out _));
        Assert.Equal("refused", json.GetProperty("results").EnumerateArray().Last().GetProperty("failure").GetProperty("cause").GetString());
        Assert.InRange(first.GetProperty("responseTime").GetDouble(), first.GetProperty("connect").GetDouble(), 10);
        Assert.Equal(1, unknown.ExitCode);
        Assert.StartsWith("check-tcpd: nothing is known of a check called nosuch", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_configuration_it_watches_itself_and_says_where_to_put_one()
    {
        using TemporaryFolder folder = new();
        folder.CreateFolder("etc");

        // Nobody's configuration in /etc is to be met: an empty folder lies over it.
        string[] hidden = ["unshare", "--mount", "sh", "-c", $"mount --bind {folder / "etc"} /etc && exec {MonitorProgram.Path} --data-directory {folder / "data"}"];
        await using MonitorProcess monitor = MonitorProcess.LaunchCommand(folder, hidden);
        await monitor.UntilLoggedAsync("write /etc/check-tcpd/check-tcpd.conf, or name a file with --config");
        await monitor.UntilLoggedAsync("check-tcpd is watching: 1 checks from (sample)");

        await UntilAsync(async () => (await MonitorProgram.CallIn(folder / "data", "status").RunAsync()).Output.Contains(" OK ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_daemons_do_not_share_a_data_directory()
    {
        using TemporaryFolder folder = new();
        await using MonitorProcess first = await MonitorProcess.StartAsync(folder, "");
        await using MonitorProcess second = MonitorProcess.Launch(folder, null);

        await second.UntilLoggedAsync($"another check-tcpd uses it (process {first.Id})");

        Assert.Equal(1, await second.ExitCodeAsync());
    }

    internal static string TcpCheck(string name, int port, string settings, params string[] arguments) => $"""
        [plugin.checks.{name}]
        command = ["check-tcp", "-H", "127.0.0.1", "-p", "{port}", "-e", "^220"{string.Concat(arguments.Select(argument => $", \"{argument}\""))}]
        check_interval = "1s"
        {settings}
        """;

    internal static async Task<JsonElement> JsonAsync(Task<ProgramRun> asking)
    {
        ProgramRun run = await asking;
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }

    internal static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(MonitorProcess.Patience);
        while (!await holds())
        {
            await Task.Delay(100, patience.Token);
        }
    }

    internal static async Task<JsonElement> StatusOfAsync(MonitorProcess monitor, string check) =>
        (await JsonAsync(monitor.AskAsync("status", "--json"))).GetProperty("checks").EnumerateArray().Single(shown => shown.GetProperty("name").GetString() == check);
}
