using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Configuration.Files;
using CheckTcp.Monitor.Configuration.Programs;
using CheckTcp.Monitor.Configuration.Text;

namespace CheckTcp.Monitor.Tests.Configuration.Programs;

public sealed class AdviceTests : IDisposable
{
    private readonly Configured _configured = new();

    [Theory]
    [InlineData("command = ['check-ssh', '-p', '22']", "no program \"check-ssh\" in PATH; install it, or give its whole path")]
    [InlineData("command = 'check-ssh -p 22'", "no program \"check-ssh\" in PATH; install it, or give its whole path")]
    [InlineData("command = ['/opt/x/check-ssh']", "no file /opt/x/check-ssh; install it, or correct the path")]
    [InlineData("command = ['check-tcp -H x']", "no program has this name with blanks; write each word as a string of its own, [\"check-tcp\", \"...\"], or the whole command as one string without brackets")]
    [InlineData("command = 'check-tcp -p 25'\nenv = { SSL_CERT_FILE = '/x' }", "no program \"check-tcp\" in PATH; install it, or give its whole path")]
    public void A_program_that_is_missing_is_a_warning(string keys, string message)
    {
        Finding warning = Assert.Single(Read(keys).Findings, finding => finding.Severity == FindingSeverity.Warning);

        Assert.Equal((2, "plugin.checks.a.command", message), (warning.Line, warning.Key, warning.Message));
    }

    [Theory]
    [InlineData("command = 'check-tcp -p 25'")] // in process
    [InlineData("command = ['there', 'x']")]
    [InlineData("command = 'there x'")]
    [InlineData("command = 'test -f /x'")]
    [InlineData("command = 'echo ok; missing'")] // only a shell knows what it runs
    [InlineData("command = 'A=1 missing'")]
    [InlineData("command = 'missing'\nenv = { PATH = '/opt/bin' }")]
    [InlineData("command = ['{host}', 'x']\ntargets = ['there:1']")]
    public void What_may_well_be_there_is_no_warning(string keys) => Assert.Empty(Read(keys).Findings);

    [Fact]
    public void A_user_that_is_missing_is_a_warning_of_a_child_and_of_an_action()
    {
        ConfigurationResult result = Read(
            "command = 'there'\nuser = 'ghost'\n[plugin.checks.a.action]\ncommand = 'there'\nuser = 'ghost'\n"
            + "[plugin.checks.b]\ncommand = 'check-tcp -p 25'\nuser = 'ghost'\n[plugin.checks.c]\ncommand = 'there'\nuser = 'root'");

        Assert.Equal(
            ["plugin.checks.a.user", "plugin.checks.a.action.user"],
            result.Findings.Where(finding => finding.Message.StartsWith("no user \"ghost\" on this machine", StringComparison.Ordinal)).Select(finding => finding.Key!));
        Assert.Equal(2, result.Findings.Length);
    }

    [Fact]
    public void This_machine_has_a_shell_and_root()
    {
        Assert.True(Machine.This.HasProgram("sh"));
        Assert.True(Machine.This.HasProgram("/bin/sh"));
        Assert.False(Machine.This.HasProgram("no-such-program"));
        Assert.False(Machine.This.HasProgram("/no/such/program"));
        Assert.True(Machine.This.HasUser("root"));
        Assert.False(Machine.This.HasUser("no-such-user"));
    }

    [Theory]
    [InlineData("-w 20 -c 5", "--warning 20s is not below --critical 5s, so that WARNING is never reached; make it shorter")]
    [InlineData("-w 5 -c 5", "--warning 5s is not below --critical 5s, so that WARNING is never reached; make it shorter")]
    [InlineData("-w connect=2 -c connect=1", "--warning connect=2s is not below --critical connect=1s, so that WARNING is never reached; make it shorter")]
    [InlineData("-w 12", "--warning 12s is not below --timeout 10s, so that WARNING is never reached; make it shorter")]
    [InlineData("www.example.com", "ignored \"www.example.com\"; quote a value that holds blanks")]
    [InlineData("-t 40", "timeout_seconds ends a run after 30s as UNKNOWN, before --timeout 40s can; make it longer, or --timeout shorter")]
    [InlineData(@"-s ""PING\\r\\n""", @"escapes such as \n in --send are sent as they are written; give -E to send the characters that they stand for")]
    [InlineData(@"-q ""QUIT\\n""", @"escapes such as \n in --quit are sent as they are written; give -E to send the characters that they stand for")]
    public void Options_that_are_probably_not_meant_are_a_warning_for_all_targets_at_once(string options, string message)
    {
        ConfigurationResult result = Read($"command = 'check-tcp -H {{host}} -p {{port}} {options}'\ntargets = ['a:1', 'b:2']");

        Finding warning = Assert.Single(result.Findings);
        Assert.Equal((FindingSeverity.Warning, message), (warning.Severity, warning.Message));
    }

    [Theory]
    [InlineData("-w 3 -c 10")]
    [InlineData("-w connect=1,total=3 -c 5")]
    [InlineData("-c 10")]
    [InlineData("-t 0")]
    [InlineData(@"-E -s ""PING\\r\\n""")]
    public void Sensible_ones_are_none(string options) => Assert.Empty(Read($"command = 'check-tcp -p 25 {options}'").Findings);

    [Theory]
    [InlineData("check-tcp www.example.com -p 80", "ignored \"www.example.com\"; give a host with -H")]
    [InlineData("check-tcp -p 80 -e HTTP OK", "ignored \"OK\"; give a host with -H")]
    [InlineData("check-tcp -p 80 -- a b", "ignored \"a\", \"b\"; give a host with -H")]
    public void Words_that_are_ignored_are_a_warning_that_quotes_them(string command, string message)
    {
        Finding warning = Assert.Single(Read($"command = '{command}'").Findings);

        Assert.Equal((FindingSeverity.Warning, 2, "plugin.checks.a.command", message), (warning.Severity, warning.Line, warning.Key, warning.Message));
    }

    [Fact]
    public void A_placeholder_without_targets_is_a_warning()
    {
        Assert.Equal(
            ["holds {target}, {host} or {port} and has no targets, so that it stays as it is; add targets, targets_file or file_sd"],
            Read("command = ['there', '{host}']").Findings.Select(finding => finding.Message));
        Assert.Empty(Read("command = 'there ${host}'").Findings);
    }

    [Fact]
    public void A_timeout_below_zero_is_a_warning() => Assert.Equal(
        "-1 ends every run before it begins; give seconds such as 30", Assert.Single(Read("command = 'there'\ntimeout_seconds = -1").Findings).Message);

    [Theory]
    [InlineData("running", true)]
    [InlineData("Working", true)]
    [InlineData("maintenance", false)]
    public void A_status_that_no_host_has_is_left_out(string status, bool isLeftOut)
    {
        ConfigurationResult result = Read($"command = 'there'\n[host_status]\non_start = '{status}'");

        Assert.Equal(isLeftOut ? null : status, result.Configuration!.Agent.StatusOnStart);
        Assert.Equal(
            isLeftOut ? [$"\"{status}\" is left out, since it is not a status of a host; write one of working, standby, maintenance, poweroff"] : [],
            result.Findings.Select(finding => finding.Message));
    }

    public void Dispose() => _configured.Dispose();

    [Theory]
    [InlineData("apikey = 'k'", true)]
    [InlineData("", false)]                                                    // nothing is reported
    [InlineData("apikey = 'k'\nhttp_proxy = 'http://proxy.example:1'", false)] // the file's own counts
    public void A_proxy_of_the_environment_that_is_not_an_address_is_an_error_where_it_counts(string keys, bool isError)
    {
        ConfigurationResult result = ConfigurationReader.Read(
            _configured.Folder.Write(Configured.MainFile, $"{keys}\n[plugin.checks.a]\ncommand = 'there'"),
            FileStamp.Of,
            new Machine(program => true, user => true)
            {
                Proxies = new ProxyEnvironment(new Dictionary<string, string> { ["HTTPS_PROXY"] = "ftp://user:secret@proxy" }),
            });

        Finding[] errors = [.. result.Findings.Where(finding => finding.Severity == FindingSeverity.Error)];
        Assert.Equal(isError ? 1 : 0, errors.Length);
        Assert.All(errors, error => Assert.StartsWith("the environment variable HTTPS_PROXY is not the address of a proxy", error.Message, StringComparison.Ordinal));
        Assert.NotNull(result.Configuration); // checks run all the same
    }

    private ConfigurationResult Read(string keys) => ConfigurationReader.Read(
        _configured.Folder.Write(Configured.MainFile, $"[plugin.checks.a]\n{keys}"),
        FileStamp.Of,
        new Machine(program => program == "there", user => user == "root"));
}
