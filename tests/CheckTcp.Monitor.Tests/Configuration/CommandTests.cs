using CheckTcp.CommandLine;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class CommandTests : IDisposable
{
    private readonly Configured _configured = new();

    [Theory]
    [InlineData("""command = "check-tcp -H mail.example -p 25" """)]
    [InlineData("""command = "/usr/local/bin/check-tcp -H mail.example -p25" """)]
    [InlineData("""command = "'/opt/my checks/check-tcp' -H \"mail.example\" --port=25" """)]
    [InlineData("""command = ["check-tcp", "-H", "mail.example", "-p", "25"]""")]
    [InlineData("""command = ["./check-tcp", "-Hmail.example", "-p25"]""")]
    [InlineData("command = '''\ncheck-tcp -H mail.example -p 25\n'''")]
    [InlineData("command = 'check-tcp -H mail.example -p 25'\nuser = 'nobody'")] // a port does not ask who connects
    [InlineData("command = 'check-tcp -H mail.example -p 25'\nenv = { LANG = 'C' }")]
    public void A_call_of_check_tcp_runs_in_process(string command)
    {
        CheckDefinition check = Check(command);

        Assert.Equal(Target.Tcp("mail.example", 25), Assert.IsType<RunCommand>(Assert.IsType<TcpProgram>(check.Program).Command).Check.Target);
        Assert.Equal("mail.example", check.TargetHost);
    }

    [Theory]
    [InlineData("check-tcp -p 25; true")]
    [InlineData("check-tcp -p $PORT")]
    [InlineData("check-tcp -p 25 2>&1")]
    [InlineData("LANG=C check-tcp -p 25")]
    [InlineData("exec check-tcp -p 25")]
    [InlineData("check-tcp-wrapper -p 25")]
    [InlineData("check-tcp/ -p 25")]
    [InlineData("check-tcp -e {host} -p 25")] // braces without targets are the shell's
    [InlineData("check-tcp -p 25\ncheck-tcp -p 26")]
    [InlineData("")]
    public void Any_other_line_is_one_for_the_shell(string line)
    {
        CheckDefinition check = Check($"command = '''{line}'''");

        Assert.Equal(["sh", "-c", line], Assert.IsType<ChildProgram>(check.Program).Arguments);
        Assert.Null(check.TargetHost);
    }

    [Theory]
    [InlineData("SSL_CERT_FILE")]
    [InlineData("SSL_CERT_DIR")]
    [InlineData("CHECK_TCP_PROXY_USER")]
    [InlineData("CHECK_TCP_PROXY_PASSWORD")]
    public void What_would_mean_something_else_in_process_stays_a_child(string variable)
    {
        ConfigurationResult result = _configured.Read($"[plugin.checks.a]\ncommand = 'check-tcp -p 443 -S'\nenv = {{ {variable} = '/etc/own' }}");

        Assert.IsType<ChildProgram>(Assert.Single(result.Configuration!.Checks).Program);
        Assert.Equal(FindingSeverity.Notice, Assert.Single(result.Findings).Severity);
    }

    [Fact]
    public void A_Unix_socket_is_met_as_the_user_that_is_asked_for()
    {
        Assert.IsType<ChildProgram>(Check("command = ['check-tcp', '-U', '/run/a.sock']\nuser = 'app'").Program);
        Assert.IsType<TcpProgram>(Check("command = ['check-tcp', '-U', '/run/a.sock']").Program);
    }

    [Theory]
    [InlineData("check-tcp -p 25", "localhost")]
    [InlineData("check-tcp -p 25 -H ::1", "::1")]
    [InlineData("check-tcp -U /run/a.sock -H shown", "/run/a.sock")]
    [InlineData("check-tcp -p 70000 -H a", null)]
    public void Runs_that_meet_the_same_target_are_known_by_it(string line, string? host) => Assert.Equal(host, Check($"command = '{line}'").TargetHost);

    [Theory]
    [InlineData("check-tcp -p 70000", "check-tcp: --port 70000: a port is 1 to 65535")]
    [InlineData("check-tcp --bogus", "check-tcp: unknown option --bogus; see check-tcp --help")]
    [InlineData("check-tcp -h", "asks for a text, and checks nothing; remove --help, --list-services and --version")]
    public void What_check_tcp_would_say_is_said_at_once_and_it_still_can_be_run(string line, string message)
    {
        ConfigurationResult result = _configured.Read($"[plugin.checks.a]\ncommand = '{line}'");

        Finding finding = Assert.Single(result.Findings);
        Assert.Equal((FindingSeverity.Error, 2, "plugin.checks.a.command", message), (finding.Severity, finding.Line, finding.Key, finding.Message));
        Assert.IsType<TcpProgram>(Assert.Single(result.Configuration!.Checks).Program);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--output prometheus")]
    [InlineData("--output nagios")]
    [InlineData("--perfdata")]
    public void A_form_for_other_tools_is_warned_of_and_the_message_is_the_line(string options)
    {
        ConfigurationResult result = _configured.Read($"[plugin.checks.a]\ncommand = 'check-tcp -H h -p 25 {options}'");

        Finding finding = Assert.Single(result.Findings);
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.StartsWith("its form (--json, --output, --perfdata) is for other tools: ", finding.Message, StringComparison.Ordinal);
        Assert.Equal(default, Assert.IsType<RunCommand>(Assert.IsType<TcpProgram>(Assert.Single(result.Configuration!.Checks).Program).Command).Form);
    }

    [Fact]
    public void A_request_that_makes_no_sense_is_told_as_a_line_too()
    {
        ConfigurationResult result = _configured.Read("[plugin.checks.a]\ncommand = 'check-tcp -p 70000 --json'");

        TcpProgram program = Assert.IsType<TcpProgram>(Assert.Single(result.Configuration!.Checks).Program);
        Assert.StartsWith("TCP UNKNOWN: ", CommandOutput.Of(program.Command).StandardOutput, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-v")]
    [InlineData("--transcript")]
    public void What_only_fills_the_log_is_warned_of_once(string option)
    {
        Finding finding = Assert.Single(_configured.Read(
            $"[plugin.checks.a]\ncommand = 'check-tcp -H {{host}} -p {{port}} {option}'\ntargets = ['a:1', 'b:2']").Findings);

        Assert.Equal(FindingSeverity.Warning, finding.Severity);
        Assert.Contains("check-tcpd run shows both", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Braces_without_targets_stay_as_they_are()
    {
        CheckDefinition check = Check("command = ['x', '{host}', '{target}']\nmemo = '{port}'");

        Assert.Equal(["x", "{host}", "{target}"], Assert.IsType<ChildProgram>(check.Program).Arguments);
        Assert.Equal("{port}", check.Memo);
    }

    public void Dispose() => _configured.Dispose();

    private CheckDefinition Check(string keys) => _configured.Check($"[plugin.checks.a]\n{keys}");
}
