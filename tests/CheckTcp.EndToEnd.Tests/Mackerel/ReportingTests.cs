using System.Text.Json;
using CheckTcp.EndToEnd.Tests.Monitor;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;
using CheckTcp.TestSupport.Mackerel;
using CheckTcp.TestSupport.Mackerel.Faults;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.EndToEnd.Tests.Mackerel;

/// <summary>The daemon as a process, and Mackerel's API as another.</summary>
[Collection<Alone>]
public sealed class ReportingTests : IAsyncLifetime
{
    private const string HostId = "host0000001";

    private readonly TemporaryFolder _folder = new();
    private readonly SwitchedServer _server = new();
    private MackerelStandInProcess _mackerel = null!;

    private string IdFile => _folder / "root/id";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _mackerel = await StandInProgram.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _mackerel.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_host_is_registered_an_alert_opens_and_closes_there_and_the_stop_is_told()
    {
        await using MonitorProcess monitor = await StartAsync("""
            display_name = "the mirror"
            roles = ["Files:mirror"]
            host_status = { on_start = "standby", on_stop = "poweroff" }
            """, "memo = \"ask Ann\"\nmax_check_attempts = 2\nnotification_interval = 5");
        await _mackerel.UntilAsync(record => record.ReportsOf(HostId, "ftp").Any());
        await _server.TurnOffAsync();
        await _mackerel.UntilAsync(record => record.AlertsOf(HostId, "ftp").Any(alert => alert.IsOpen));
        _server.TurnOn();
        StandInRecord record = await _mackerel.UntilAsync(record => record.AlertsOf(HostId, "ftp").Any(alert => !alert.IsOpen));

        ServerHost host = Assert.Single(record.Hosts);
        Assert.Equal(("the mirror", ServerHostStatus.Standby), (host.DisplayName, host.Status));
        Assert.Equal(["Files:mirror"], host.Roles);
        Assert.Equal("ask Ann", record.Checks.Single(check => check.Name == "ftp").Memo);
        Assert.Equal(HostId, await File.ReadAllTextAsync(IdFile, Cancellation));
        ServerReport[] reports = [.. record.ReportsOf(HostId, "ftp")];
        Assert.Equal("OK", reports[0].Status);
        Assert.Equal("OK", reports[^1].Status);
        Assert.All(reports[1..^1], report => Assert.Equal("CRITICAL", report.Status));
        Assert.InRange(reports.Length, 4, 100);

        (_, int exitCode) = await monitor.StopAsync();
        Assert.Equal(0, exitCode);
        record = await _mackerel.RecordAsync();
        Assert.Equal(ServerHostStatus.PowerOff, Assert.Single(record.Hosts).Status);
        Assert.Single(record.Requests, request => request is { Method: "POST", Path: "/api/v0/hosts" });
    }

    [Fact]
    public async Task The_next_start_is_the_same_host_and_retire_ends_it()
    {
        await using (MonitorProcess first = await StartAsync())
        {
            await first.StopAsync();
        }

        await using MonitorProcess second = await StartAsync();
        ProgramRun early = await second.AskAsync("retire", "--force");
        Assert.Equal(1, early.ExitCode);
        Assert.Contains("stop it first", early.Error, StringComparison.Ordinal);
        await second.StopAsync();
        ProgramRun retired = await second.AskAsync("retire", "--force");

        Assert.Equal((0, ""), (retired.ExitCode, retired.Error));
        Assert.True(Assert.Single((await _mackerel.RecordAsync()).Hosts).IsRetired);
        Assert.False(File.Exists(IdFile));
    }

    [Fact]
    public async Task What_an_outage_a_kill_and_a_restart_held_up_arrives_once_and_in_order()
    {
        await using (MonitorProcess monitor = await StartAsync())
        {
            await _mackerel.UntilAsync(record => record.ReportsOf(HostId, "ftp").Any());
            await _mackerel.KillAsync();
            await _server.TurnOffAsync();
            await monitor.UntilLoggedAsync("alert 1 opened");
            await monitor.UntilLoggedAsync("reports to Mackerel wait and are tried again");
            await monitor.KillAsync();
        }

        await using (MonitorProcess monitor = await StartAsync())
        {
            JsonElement reporting = (await DaemonTests.JsonAsync(monitor.AskAsync("status", "--json"))).GetProperty("reporting");
            Assert.InRange(reporting.GetProperty("waiting").GetInt32(), 1, 1000);
            _server.TurnOn();
            await monitor.UntilLoggedAsync("alert 1 closed");
            await monitor.KillAsync();
        }

        await _mackerel.StartAgainAsync();
        await using MonitorProcess last = await StartAsync();
        StandInRecord record = await _mackerel.UntilAsync(record => record.AlertsOf(HostId, "ftp").Any(alert => !alert.IsOpen));

        Assert.Equal(["OK", "CRITICAL", "OK"], Changes(record.ReportsOf(HostId, "ftp").Select(report => report.Status)));
        Assert.Single(record.AlertsOf(HostId, "ftp"));
        Assert.Equal(
            [ServerNotificationKind.Opened, ServerNotificationKind.Closed], record.NotificationsOf(HostId, "ftp").Select(told => told.Kind));
    }

    [Fact]
    public async Task It_stops_in_time_while_the_API_hangs_and_the_rest_arrives_after_the_next_start()
    {
        await using (MonitorProcess monitor = await StartAsync())
        {
            await _mackerel.UntilAsync(record => record.ReportsOf(HostId, "ftp").Any());
            await _mackerel.BreakAsync(new Fault.Hang());
            await _server.TurnOffAsync();
            await _mackerel.UntilRequestsAsync(1, request => request.Outcome is RequestOutcome.Hung or RequestOutcome.Pending && request.Checks.Count > 0);

            (TimeSpan elapsed, int exitCode) = await monitor.StopAsync();

            Assert.Equal(0, exitCode);
            Assert.InRange(elapsed.TotalSeconds, 0, 5);
            Assert.Contains("mackerel: reports: waiting ", (await monitor.AskAsync("status")).Output, StringComparison.Ordinal);
        }

        await _mackerel.HealAsync();
        await using MonitorProcess next = await StartAsync();
        await _mackerel.UntilAsync(record => record.AlertsOf(HostId, "ftp").Any(alert => alert.IsOpen));
    }

    [Fact]
    public async Task Status_shows_how_reports_fare()
    {
        await using MonitorProcess monitor = await StartAsync();
        await _mackerel.UntilAsync(record => record.ReportsOf(HostId, "ftp").Any());
        await _mackerel.BreakAsync(Fault.Status(503) with { On = FaultScope.Reports });
        await _server.TurnOffAsync();
        await monitor.UntilLoggedAsync("reports to Mackerel wait");

        JsonElement failing = (await DaemonTests.JsonAsync(monitor.AskAsync("status", "--json"))).GetProperty("reporting");
        ProgramRun shown = await monitor.AskAsync("status");
        await _mackerel.HealAsync();
        await monitor.UntilLoggedAsync("reports to Mackerel arrive again");
        JsonElement well = (await DaemonTests.JsonAsync(monitor.AskAsync("status", "--json"))).GetProperty("reporting");

        Assert.Equal(HostId, failing.GetProperty("hostId").GetString());
        Assert.InRange(failing.GetProperty("waiting").GetInt32(), 1, 1000);
        Assert.InRange(failing.GetProperty("sent").GetInt32(), 1, 1000);
        Assert.True(failing.GetProperty("oldestAt").GetDateTimeOffset() >= failing.GetProperty("lastSuccessAt").GetDateTimeOffset().AddSeconds(-10));
        Assert.True(failing.GetProperty("failingSince").GetDateTimeOffset() <= failing.GetProperty("lastErrorAt").GetDateTimeOffset());
        Assert.Contains("503 Service Unavailable", failing.GetProperty("lastError").GetString(), StringComparison.Ordinal);
        Assert.Contains($"mackerel: host {HostId}; last accepted 20", shown.Output, StringComparison.Ordinal);
        Assert.Contains("503 Service Unavailable", shown.Output, StringComparison.Ordinal);
        Assert.False(well.TryGetProperty("failingSince", out _));
        Assert.Contains("503 Service Unavailable", well.GetProperty("lastError").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_key_ends_the_start_with_the_mend_and_a_new_one_is_taken_at_a_reload()
    {
        const string wrong = "wr0ngKeyOfOurs";
        Configure("", "", wrong);
        await using (MonitorProcess refused = MonitorProcess.Launch(_folder, checks: null))
        {
            Assert.Equal(1, await refused.ExitCodeAsync());
            await refused.UntilLoggedAsync("look at apikey");
            Assert.All(refused.Log, line => Assert.DoesNotContain(wrong, line, StringComparison.Ordinal));
        }

        Configure("", "", key: "");
        await using MonitorProcess monitor = MonitorProcess.Launch(_folder, checks: null);
        await monitor.UntilLoggedAsync("check-tcpd is watching");
        Configure("", "", wrong);
        monitor.Reload();
        await monitor.UntilLoggedAsync("look at apikey");
        Configure("", "");
        monitor.Reload();
        StandInRecord record = await _mackerel.UntilAsync(record => record.ReportsOf(HostId, "ftp").Any());

        Assert.DoesNotContain(monitor.Log, line => line.Contains(wrong, StringComparison.Ordinal));
        Assert.Single(record.Hosts);
    }

    [Fact]
    public async Task Reports_go_through_a_proxy_and_neither_key_nor_password_shows_anywhere()
    {
        await using TestProxy proxy = new("an n:s3cret/P@ss");
        await using MonitorProcess monitor = await StartAsync($"http_proxy = \"http://an%20n:s3cret%2FP%40ss@127.0.0.1:{proxy.Port}\"");
        await _mackerel.UntilAsync(record => record.ReportsOf(HostId, "ftp").Any());
        await proxy.DisposeAsync();
        await _server.TurnOffAsync();
        await monitor.UntilLoggedAsync("reports to Mackerel wait");

        string[] shown =
        [
            .. monitor.Log,
            (await monitor.AskAsync("status")).Output,
            (await monitor.AskAsync("status", "--json")).Output,
            (await monitor.AskAsync("configtest", "--print")).Output,
            await File.ReadAllTextAsync($"/proc/{monitor.Id}/cmdline", Cancellation),
        ];
        Assert.NotEmpty(proxy.Passed);
        Assert.All(shown, text => Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal));
        Assert.All(shown, text => Assert.DoesNotContain(MackerelStandIn.ApiKey, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_of_another_host_is_reported_there_once_that_host_is_known()
    {
        await using MonitorProcess monitor = await StartAsync("", "custom_identifier = \"db-7\"");
        await monitor.UntilLoggedAsync("no host has the custom identifier db-7");
        await _mackerel.ActByHandAsync("POST", "/api/v0/hosts", """{"name":"db","meta":{},"customIdentifier":"db-7"}""");
        monitor.Reload();
        StandInRecord record = await _mackerel.UntilAsync(record => record.Reports.Count > 0);

        string id = record.Hosts.Single(host => host.CustomIdentifier == "db-7").Id;
        Assert.All(record.Reports, report => Assert.Equal(id, report.HostId));
        Assert.DoesNotContain(record.Checks, check => check.HostId == HostId);
    }

    [Fact]
    public async Task Without_auto_close_an_alert_stays_until_a_person_closes_it_and_the_next_failure_opens_another()
    {
        await using MonitorProcess monitor = await StartAsync("", "prevent_alert_auto_close = true");
        await _server.TurnOffAsync();
        StandInRecord record = await _mackerel.UntilAsync(record => record.Alerts.Any(alert => alert.IsOpen));
        _server.TurnOn();
        await DaemonTests.UntilAsync(async () => (await DaemonTests.StatusOfAsync(monitor, "ftp")).GetProperty("status").GetString() == "OK");
        Assert.True(Assert.Single((await _mackerel.RecordAsync()).Alerts).IsOpen);
        await _mackerel.ActByHandAsync("POST", $"/api/v0/alerts/{record.Alerts[0].Id}/close", """{"reason":"seen"}""");
        await _server.TurnOffAsync();
        record = await _mackerel.UntilAsync(record => record.Alerts.Count == 2);

        Assert.True(record.Alerts[1].IsOpen);
        Assert.All(record.Reports, report => Assert.Equal("CRITICAL", report.Status));
    }

    [Fact]
    public async Task A_report_that_Mackerel_refuses_is_shown_and_costs_no_other()
    {
        await _mackerel.BreakAsync(Fault.Rejects("odd"));
        await using MonitorProcess monitor = await StartAsync("", """
            [plugin.checks.odd]
            command = "exit 2"
            check_interval = "1s"
            """);
        await monitor.UntilLoggedAsync("Mackerel refuses a report of odd");
        StandInRecord record = await _mackerel.UntilAsync(record => record.ReportsOf(HostId, "ftp").Any());

        Assert.All(record.Reports, report => Assert.Equal("ftp", report.Check));
        JsonElement reporting = (await DaemonTests.JsonAsync(monitor.AskAsync("status", "--json"))).GetProperty("reporting");
        Assert.InRange(reporting.GetProperty("dropped").GetInt32(), 1, 1000);
        Assert.StartsWith("a report of odd is refused: POST http", reporting.GetProperty("lastError").GetString(), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Changes(IEnumerable<string> statuses)
    {
        string? before = null;
        foreach (string status in statuses)
        {
            if (status != before)
            {
                yield return status;
            }

            before = status;
        }
    }

    private async Task<MonitorProcess> StartAsync(string top = "", string check = "")
    {
        Configure(top, check);
        return await MonitorProcess.StartAsync(_folder, checks: null);
    }

    private void Configure(string top, string check, string key = MackerelStandIn.ApiKey) => _folder.Write("check-tcpd.conf", $"""
        apikey = "{key}"
        apibase = "{_mackerel.Address}"
        root = "{_folder / "root"}"
        {top}
        [monitor]
        data_directory = "{_folder / "data"}"
        allow_short_intervals = true
        {DaemonTests.TcpCheck("ftp", _server.Port, check)}
        """);
}
