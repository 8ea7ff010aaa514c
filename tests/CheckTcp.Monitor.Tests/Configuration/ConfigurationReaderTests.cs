using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class ConfigurationReaderTests : IDisposable
{
    private readonly Configured _configured = new();

    [Fact]
    public void A_check_has_the_agents_defaults()
    {
        CheckDefinition check = _configured.Check("[plugin.checks.a]\ncommand = 'x'");

        Assert.Equal(
            new CheckDefinition { Name = "a", Program = new ChildProgram(["sh", "-c", "x"], null, NoVariables) },
            check);
        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30)), (check.Interval, check.Timeout));
        Assert.Null(check.MaxCheckAttempts);
        Assert.Null(check.NotificationInterval);
        Assert.Null(check.Action);
    }

    [Fact]
    public void Every_key_of_a_check_is_read()
    {
        CheckDefinition check = _configured.Check("""
            [plugin.checks."a b.c"]
            command = ["/bin/x", "", "$HOME *"]
            user = "nobody"
            env = { " A " = " v ", "" = "skipped" }
            timeout_seconds = 5
            check_interval = "1h"
            retry_interval = 2
            notification_interval = 9
            max_check_attempts = -3
            prevent_alert_auto_close = true
            custom_identifier = "other"
            memo = "note"
            labels = { team = "mail" }
            include_pattern = "("
            exclude_pattern = "x"
            execution_interval = 5
            use_plugin_timestamp = true
            [plugin.checks."a b.c".action]
            command = "notify"
            user = "root"
            env = { B = "w" }
            timeout_seconds = 7
            """);

        Assert.Equal(
            new CheckDefinition
            {
                Name = "a b.c",
                Program = new ChildProgram(["/bin/x", "", "$HOME *"], "nobody", NoVariables.Add("A", " v ")),
                Timeout = TimeSpan.FromSeconds(5),
                Interval = TimeSpan.FromHours(1),
                RetryInterval = TimeSpan.FromMinutes(2),
                NotificationInterval = TimeSpan.FromMinutes(9),
                MaxCheckAttempts = -3,
                PreventAlertAutoClose = true,
                CustomIdentifier = "other",
                Memo = "note",
                Labels = check.Labels.SetItem("team", "mail"),
                Action = new CheckAction(new ChildProgram(["sh", "-c", "notify"], "root", NoVariables.Add("B", "w")), TimeSpan.FromSeconds(7)),
            },
            check);
    }

    [Fact]
    public void Keys_and_tables_are_read_in_any_case()
    {
        MonitorConfiguration configuration = _configured.Load("""
            ApiKey = "k"
            [MONITOR]
            Max_Concurrent = 7
            [Plugin.Checks.X]
            Command = "a"
            CHECK_INTERVAL = 5
            Env = { path = "1", PATH = "2" }
            [Plugin.Checks.X.Action]
            COMMAND = "b"
            """);

        CheckDefinition check = Assert.Single(configuration.Checks);
        Assert.Equal(("X", TimeSpan.FromMinutes(5), 7, "k"), (check.Name, check.Interval, configuration.Monitor.MaxConcurrent, configuration.Agent.ApiKey));
        Assert.Equal(NoVariables.Add("path", "1").Add("PATH", "2"), Assert.IsType<ChildProgram>(check.Program).Environment);
        Assert.NotNull(check.Action);
    }

    [Fact]
    public void The_same_key_in_other_letters_is_warned_of_and_tables_are_put_together()
    {
        ConfigurationResult result = _configured.Read("""
            [plugin.checks.a]
            command = "x"
            Command = "y"
            [Plugin.checks.b]
            command = "z"
            """);

        Assert.Equal(["a", "b"], result.Configuration!.Checks.Select(check => check.Name));
        Assert.Equal(["sh", "-c", "y"], Assert.IsType<ChildProgram>(result.Configuration.Checks[0].Program).Arguments);
        Assert.Equal(2, result.Findings.Length);
    }

    [Theory]
    [InlineData("plugin.checks.x.command = 'a'")]
    [InlineData("[plugin.checks]\nx = {command = 'a'}")]
    [InlineData("[plugin]\nchecks.x.command = 'a'")]
    [InlineData("[plugin.checks.x]\ncommand = 'a'\n[plugin.checks.x.action]\nuser = 'u'")]
    public void Tables_may_be_written_in_every_way_that_TOML_has(string text) => Assert.Equal("x", _configured.Check(text).Name);

    [Theory]
    [InlineData("check_interval = 0", 1)]
    [InlineData("check_interval = 5", 5)]
    [InlineData("check_interval = '5'", 5)]
    [InlineData("check_interval = '+5'", 5)]
    [InlineData("check_interval = 0x10", 16)]
    [InlineData("check_interval = 1_0", 10)]
    [InlineData("check_interval = '10m'", 10)]
    [InlineData("check_interval = '2.5h'", 60)]
    [InlineData("check_interval = '1h30m'", 60)]
    [InlineData("check_interval = '120s'", 2)]
    public void An_interval_is_one_to_sixty_minutes(string key, double minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), _configured.Check($"[plugin.checks.a]\ncommand = 'x'\n{key}").Interval);

    [Theory]
    [InlineData("'10s'", 10)]
    [InlineData("'1s'", 1)]
    [InlineData("'90s'", 90)]
    [InlineData("0", 60)]
    [InlineData("'2h'", 3600)]
    public void Short_intervals_are_taken_where_they_are_allowed(string interval, double seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        _configured.Check($"monitor.allow_short_intervals = true\n[plugin.checks.a]\ncommand = 'x'\ncheck_interval = {interval}").Interval);

    [Theory]
    [InlineData("0", 30)]
    [InlineData("-1", -1)]
    [InlineData("3600", 3600)]
    public void A_timeout_of_nothing_is_the_default_and_one_below_is_at_once(string timeout, double seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), _configured.Check($"[plugin.checks.a]\ncommand = 'x'\ntimeout_seconds = {timeout}").Timeout);

    [Theory]
    [InlineData("prevent_alert_auto_close = true", 1)]
    [InlineData("prevent_alert_auto_close = false", 3)]
    public void An_alert_that_stays_open_opens_at_the_first_attempt(string key, int attempts) => Assert.Equal(
        attempts, _configured.Check($"[plugin.checks.a]\ncommand = 'x'\nmax_check_attempts = 3\n{key}").MaxCheckAttempts);

    [Fact]
    public void A_memo_ends_after_250_characters_however_long_they_are_in_bytes()
    {
        string memo = string.Concat(Enumerable.Repeat("😀", 250));

        Assert.Equal(memo, _configured.Check($"[plugin.checks.a]\ncommand = 'x'\nmemo = '{memo}'").Memo);
        Assert.Equal(memo, _configured.Check($"[plugin.checks.a]\ncommand = 'x'\nmemo = '{memo}é'").Memo);
    }

    [Fact]
    public void The_agents_own_settings_are_read()
    {
        AgentSettings agent = _configured.Load("""
            apikey = "k"
            apibase = "https://api.example"
            root = "/var/lib/x"
            pidfile = "/run/x.pid"
            roles = ["Service:role", "Service: spaced", "no role"]
            display_name = "d"
            verbose = true
            silent = true
            diagnostic = true
            cloud_platform = "none"
            disable_http_keep_alive = true
            http_proxy = "http://u:p@proxy:8080"
            https_proxy = "direct"
            host_status = { on_start = "working", on_stop = "poweroff" }
            filesystems = { ignore = "^/dev", use_mountpoint = true }
            disks.ignore = "sd."
            interfaces.ignore = "lo|eth"
            """).Agent;

        Assert.Equal(
            new AgentSettings
            {
                ApiKey = "k",
                ApiBase = "https://api.example",
                Root = "/var/lib/x",
                PidFile = "/run/x.pid",
                Roles = agent.Roles,
                DisplayName = "d",
                Verbose = true,
                Silent = true,
                HttpProxy = "http://u:p@proxy:8080",
                HttpsProxy = "direct",
                DisableHttpKeepAlive = true,
                StatusOnStart = "working",
                StatusOnStop = "poweroff",
            },
            agent);
        Assert.Equal(["Service:role", "Service: spaced"], agent.Roles);
    }

    [Fact]
    public void Our_own_table_is_read()
    {
        MonitorSettings monitor = _configured.Load("""
            [monitor]
            data_directory = "state"
            listen = "127.0.0.1:8080"
            allow_short_intervals = true
            max_concurrent = 100000
            max_concurrent_per_target = 1
            [monitor.mackerel]
            report = false
            ignore_figures = false
            [monitor.retention]
            results = "1d"
            minutes = "2d"
            hours = "72h"
            days = "4d12h"
            alerts = "5d"
            """).Monitor;

        Assert.Equal(
            new MonitorSettings
            {
                DataDirectory = _configured.Folder / "state",
                Listen = "127.0.0.1:8080",
                AllowShortIntervals = true,
                MaxConcurrent = 100_000,
                MaxConcurrentPerTarget = 1,
                Reports = new ReportSettings { Enabled = false, IgnoreFigures = false },
                Retention = new Retention
                {
                    Results = TimeSpan.FromDays(1),
                    Minutes = TimeSpan.FromDays(2),
                    Hours = TimeSpan.FromDays(3),
                    Days = TimeSpan.FromDays(4.5),
                    Alerts = TimeSpan.FromDays(5),
                },
            },
            monitor);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[monitor.mackerel]")]
    public void Figures_are_ignored_unless_the_file_says_otherwise(string text) => Assert.True(_configured.Load(text).Monitor.Reports.IgnoreFigures);

    [Theory]
    [InlineData("http_proxy = ''")]
    [InlineData("https_proxy = 'direct'")]
    [InlineData("http_proxy = 'proxy:3128'")]
    [InlineData("https_proxy = 'socks5://u:p@proxy'")]
    [InlineData("apibase = ''")]
    [InlineData("apibase = 'http://u:p@localhost:8080/prefix/'")]
    public void Addresses_may_be_written_in_every_way_that_the_agent_takes(string text) =>
        Assert.Empty(_configured.Read($"{text}\n[plugin.checks.a]\ncommand = 'x'").Findings);

    [Fact]
    public void An_empty_file_is_a_configuration_without_checks() => Assert.Empty(_configured.Load("").Checks);

    public void Dispose() => _configured.Dispose();

    private static ImmutableDictionary<string, string> NoVariables =>
        ImmutableDictionary<string, string>.Empty;
}
