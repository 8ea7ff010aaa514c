using CheckTcp.Monitor.Configuration;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class ConfigurationReportTests : IDisposable
{
    private readonly Configured _configured = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void A_usable_configuration_is_a_success_with_a_summary()
    {
        Assert.Equal(0, Write("[plugin.checks.a]\ncommand = 'check-tcp -p 25'\n[plugin.checks.b]\ncommand = 'x'\ncheck_interval = 5"));

        Assert.Equal("SUCCESS (main.conf)\n2 checks: 1 in process, 1 as children, every 1m or 5m; 1 file read\n", Told);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void Warnings_alone_are_a_success()
    {
        Assert.Equal(0, Write("[plugin.checks.a]\ncommand = 'check-tcp -p 25 -w 20 -c 5'"));

        Assert.StartsWith("main.conf:2: warning: plugin.checks.a.command: --warning 20s is not below --critical 5s", Told, StringComparison.Ordinal);
        Assert.Contains("\nSUCCESS (main.conf)\n", Told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_of_one_check_is_a_failure_and_the_others_are_printed()
    {
        Assert.Equal(1, Write("[plugin.checks.a]\ncommand = 'check-tcp -p http'\n[plugin.checks.b]\ncommand = 'x'", print: true));

        Assert.StartsWith("main.conf:2: error: plugin.checks.a.command: check-tcp: -p http: ", Told, StringComparison.Ordinal);
        Assert.EndsWith("FAILED (main.conf): 1 error, 0 unknown keys\n", Told, StringComparison.Ordinal);
        Assert.Contains("\nb\n  runs             child: sh -c x\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_a_failure_as_in_the_agent()
    {
        Assert.Equal(1, Write("memo = 1"));

        Assert.EndsWith("FAILED (main.conf): 0 errors, 1 unknown key\n", Told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_is_a_failure_and_nothing_is_printed()
    {
        Assert.Equal(1, Write("[plugin.checks.a]\n[plugin.checks.b]\ncommand = 'x'", print: true));

        Assert.EndsWith("FAILED (main.conf): 1 error, 0 unknown keys\n", Told, StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Fact]
    public void A_finding_keeps_to_one_line_whatever_stands_in_the_file()
    {
        Write("[plugin.checks.\"a\\n\\u001B[2J\"]");

        Assert.Equal(2, Told.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain('\u001B', Told);
    }

    [Fact]
    public void What_would_run_is_printed()
    {
        Write("""
            apikey = "k"
            roles = ["a:b"]
            [monitor]
            data_directory = "/var/lib/check-tcp"
            [plugin.checks.mail]
            command = "check-tcp --service ssmtp -H {host} -p {port} -w 3 -c 10 -D 30,14 --sni mail.example --tls-min 1.3"
            targets = ["[::1]:465"]
            labels = { team = "mail" }
            memo = "call 7"
            max_check_attempts = 3
            notification_interval = "1h"
            retry_interval = 2
            [plugin.checks.routed]
            command = "check-tcp -p 25 --source 127.0.0.2 --proxy socks5://ann:s3cret@p:1080 --proxy-protocol 2 --all-addresses all --retries 2 -w proxy=1"
            [plugin.checks.refusing]
            command = "check-tcp -p 25 -C --closed-by refused --all-addresses 2 --json --perfdata -vv --status-as UNKNOWN=OK"
            [plugin.checks.child]
            command = ["x", "it's", ""]
            user = "nobody"
            env = { B = "hidden", A = "hidden" }
            prevent_alert_auto_close = true
            timeout_seconds = -1
            custom_identifier = "other"
            action = { command = "notify" }
            [plugin.checks.senseless]
            command = "check-tcp"
            """, print: true);

        Assert.Equal("""
              data directory   /var/lib/check-tcp
              listen           nowhere
              concurrent runs  500, 20 to one target
              kept             results 14d, minutes 60d, hours 400d, days 3660d, alerts 400d
              mackerel         reports to https://api.mackerelio.com
              roles            a:b

            mail/[::1]:465
              reported as      mail----1--465-ed77f6
              runs             in process: SSMTP at [::1]:465, TLS 1.3 for mail.example, expect "^(?:220-.*\n)*220(?:\n|[ \r].*(?:\n|\z))", quit with "QUIT\r\n", warning over 3s, critical over 10s, warning certificate under 30d, critical certificate under 14d, timeout 10s
              every            1m, after a failure 2m
              ended after      30s
              alert            at 3 failures in a row, told again every 1h
              target           ::1
              memo             call 7
              labels           team=mail

            routed
              runs             in process: TCP at localhost:25, from 127.0.0.2, through socks5://p:1080, PROXY protocol 2, all addresses, warning proxy over 1s, timeout 10s, tried again up to 2 times after 1s
              every            1m
              ended after      30s
              alert            at the first failure
              target           localhost

            refusing
              runs             in process: TCP at localhost:25, at least 2 of all addresses, expected to refuse, UNKNOWN told as OK, timeout 10s, -vv
              every            1m
              ended after      30s
              alert            at the first failure
              target           localhost

            child
              runs             child: x 'it'\''s' '', as nobody, with A, B set
              every            1m
              ended after      -1s
              alert            at the first failure, closed by hand only
              host             other
              then             child: sh -c notify, ended after 30s

            senseless
              runs             nothing: TCP UNKNOWN: there is nothing to connect to: give --port, --service or --unix-sock
              every            1m
              ended after      30s
              alert            at the first failure

            """, _output.ToString());
    }

    [Theory]
    [InlineData("apikey = 's3cret'\nhttp_proxy = 'http://u:s3cret@p:1'\nhttps_proxy = 'http://u:s3cret@p:1'\napibase = 'https://u:s3cret@api.example'")]
    [InlineData("[plugin.checks.a]\ncommand = 'check-tcp -p 25 --proxy http://u:s3cret@p:1'")]
    [InlineData("[plugin.checks.a]\ncommand = 'check-tcp -p 25 --proxy http://u:s3cret@p:0'")]
    [InlineData("[plugin.checks.a]\ncommand = 'check-tcp -p 25 --proxy=http://u:s3cret@p:1; true'")]
    [InlineData("[plugin.checks.a]\ncommand = ['check-tcp', '--proxy=http://u:s3cret@p:1', '-p', '25']\nenv = { SSL_CERT_FILE = '/x' }")]
    [InlineData("[plugin.checks.a]\ncommand = ['x', '--send', 'AUTH s3cret']\nenv = { CHECK_TCP_SECRETS = 's3cret' }\nmemo = 'log in with s3cret'\nlabels = { l = 's3cret' }")]
    [InlineData("[plugin.checks.a]\ncommand = '''check-tcp --secret 's3cret word' --send \"AUTH s3cret word\"; true'''\naction = { command = ['x', '--password', 's3cret'] }")]
    [InlineData("[plugin.checks.a]\ncommand = [\"x\", \"http://me:it's\\\"s3cret@proxy\"]")]
    [InlineData("http_proxy = 'http://u:s3cret@p:1'\n[plugin.checks.a]\ncommand = ['x', 's3cret']")]
    [InlineData("[plugin.checks.a]\ncommand = 'x {host}'\ntargets = ['me:s3cret@host:x', 'http://me:s3cret@host']")]
    [InlineData("apikey = s3cret")]
    [InlineData("apikey = 's3cret' s3cret")]
    [InlineData("apikey = 's3cret'\napikey = 's3cret2'")]
    [InlineData("http_proxy = http://u:s3cret@p")]
    [InlineData("https_proxy = ['http://u:s3cret@p']")]
    [InlineData("apikey = ['s3cret']")]
    public void Keys_and_passwords_are_never_told(string text)
    {
        Write(text, print: true);

        Assert.DoesNotContain("s3cret", _output.ToString() + Told);
    }

    [Fact]
    public void What_a_file_of_a_dialogue_sends_is_not_shown()
    {
        string file = _configured.Folder.Write("dialogue.toml", "[[step]]\nexpect = '^220 '\n[[step]]\nsend = \"PASS s3cret\\r\\n\"\n");

        Write($"[plugin.checks.a]\ncommand = 'check-tcp -p 25 --dialogue {file} --quit s3cret'", print: true);

        Assert.Contains("expect line \"^220 \", send, quit, timeout 10s", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", _output.ToString() + Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_end_that_is_sent_and_an_escape_that_is_not_read_look_different()
    {
        Write("[plugin.checks.a]\ncommand = ['check-tcp', '-p', '25', '-s', 'a\\r\\n']\n[plugin.checks.b]\ncommand = ['check-tcp', '-p', '25', '-E', '-s', 'a\\r\\n']", print: true);

        Assert.Contains(@"send ""a\\r\\n"",", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(@"send ""a\r\n"",", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("main.conf:2: warning: plugin.checks.a.command: escapes such as \\n in --send are sent as they are written", Told, StringComparison.Ordinal);
        Assert.DoesNotContain("plugin.checks.b", Told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_end_in_a_command_and_its_escape_look_different()
    {
        Write("[plugin.checks.a]\ncommand = ['x', \"it's\\n\\\\n\"]\n[plugin.checks.b]\ncommand = ['x', 'a\\n']", print: true);

        Assert.Contains(@"child: x $'it\'s\n\\n'", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(@"child: x 'a\n'", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_can_be_left_to_an_agent_beside()
    {
        Write("[monitor]\nactions = false\n[plugin.checks.a]\ncommand = 'x'\naction = { command = 'notify' }", print: true);

        Assert.Contains("  actions          none: [monitor] has actions = false\n", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("notify", _output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _configured.Dispose();

    private string Told => _error.ToString().Replace($"{_configured.Folder.Path}/", "", StringComparison.Ordinal);

    private int Write(string text, bool print = false) =>
        new ConfigurationReport(_output, _error).Write(_configured.Main, _configured.Read(text), print);
}
