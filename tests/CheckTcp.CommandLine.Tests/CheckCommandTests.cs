using CheckTcp.CommandLine.DialogueFiles;
using CheckTcp.CommandLine.Formats;
using static CheckTcp.CommandLine.Tests.Reading;

namespace CheckTcp.CommandLine.Tests;

public class CheckCommandTests
{
    private const string SocketPathOf108Bytes =
        "/run/2345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234";

    [Theory]
    [InlineData("unknown option --bogus", "--bogus")]
    [InlineData("unknown option --bogus", "--bogus=1")]
    [InlineData("unknown option -X", "-X")]
    [InlineData("unknown option -X", "-SX")]
    [InlineData("unknown option -=", "-=")]
    [InlineData("unknown option --", "--=1")]
    [InlineData("unknown option ---port (the closest one is --port)", "---port=21")]
    [InlineData("unknown option --Port (the closest one is --port)", "--Port=21")]
    [InlineData("unknown option --host (the closest one is --hostname)", "--host=localhost")] // no abbreviations
    [InlineData("unknown option --host (the closest one is --hostname)", "--host", "localhost")]
    [InlineData("unknown option --expect (the closest one is --expect-pattern)", "--expect", "^220")]
    [InlineData("unknown option --expect_pattern (the closest one is --expect-pattern)", "--expect_pattern=^220")]
    [InlineData("unknown option --tiemout (the closest one is --timeout)", "--tiemout=3")]
    [InlineData("unknown option --retrys (the closest one is --retries)", "--retrys=3")]
    [InlineData("unknown option --pattern (the closest one is --expect-pattern)", "--pattern=3")]
    [InlineData("unknown option --p", "--p=21")]
    [InlineData("unknown option -P (the closest one is -p)", "-P", "21")]
    [InlineData("unknown option -P (the closest one is -p)", "-P=21")]
    [InlineData("unknown option -port (the closest one is --port)", "-port", "21")] // a long option with one dash
    [InlineData("unknown option -port (the closest one is --port)", "-port=21")]
    [InlineData("unknown option -ssl (the closest one is --ssl)", "-p21", "-ssl")] // would send "sl", without TLS
    [InlineData("unknown option -expect-pattern (the closest one is --expect-pattern)", "-expect-pattern", "^220")]
    [InlineData("unknown option -use-ipv6 (the closest one is --use-ipv6)", "-use-ipv6")]
    [InlineData("unknown option -hostname (the closest one is --hostname)", "-hostname", "localhost")]
    [InlineData("unknown option -o (the closest one is --hostname)", "-host", "localhost")] // the bundle -h -o ... does not ask for help
    [InlineData("unknown option -o (the closest one is --hostname)", "-hostnmae=localhost")]
    [InlineData("--ssl is a flag and takes no value", "--ssl=false")]
    [InlineData("--ssl is a flag and takes no value", "--ssl=")]
    [InlineData("-S is a flag and takes no value", "-S=true")]
    [InlineData("-E is a flag and takes no value", "-SE=1")]
    [InlineData("--help is a flag and takes no value", "--help=1")]
    [InlineData("--port needs a value (PORT)", "--port")]
    [InlineData("-p needs a value (PORT)", "-p")]
    [InlineData("-p needs a value (PORT)", "-SEp")]
    [InlineData("-e needs a value, but -x looks like an option; write -e=-x if it is meant", "-e", "-x")]
    [InlineData("-e needs a value, but -- looks like an option; write -e=-- if it is meant", "-e", "--")]
    [InlineData("--send needs a value, but -S looks like an option; write --send=-S if it is meant", "--send", "-S")]
    [InlineData("-p needs a value, but --ssl looks like an option; write -p=--ssl if it is meant", "-p", "--ssl")]
    [InlineData("-w needs a value, but -1x looks like an option; write -w=-1x if it is meant", "-w", "-1x")]
    [InlineData("-p 0x15: not a whole decimal number", "-p", "0x15")]
    [InlineData("-p 21.0: not a whole decimal number", "-p21.0")]
    [InlineData("-p  21: not a whole decimal number", "-p", " 21")]
    [InlineData("--port : not a whole decimal number", "--port=")]
    [InlineData("-p : not a whole decimal number", "-p", "")]
    [InlineData("-m 1k: not a whole decimal number", "-m", "1k")]
    [InlineData("-t 10s: not a decimal number of seconds, such as 3 or 0.5", "-t", "10s")]
    [InlineData("-w 1,5: not a decimal number of seconds, such as 3 or 0.5", "-w", "1,5")]
    [InlineData("-c 1d: not a decimal number of seconds, such as 3 or 0.5", "-c", "1d")]
    [InlineData("-d 1e400: not a decimal number of seconds, such as 3 or 0.5", "-d", "1e400")]
    [InlineData("--timeout : not a decimal number of seconds, such as 3 or 0.5", "--timeout", "")]
    [InlineData("--output xml: no format; take mackerel, nagios, json or prometheus", "--output", "xml")]
    [InlineData("--refuse unknown: no such status; take ok, warn or crit", "--refuse=unknown")]
    [InlineData("--mismatch : no such status; take ok, warn or crit", "--mismatch", "")]
    public void A_command_line_that_cannot_be_read_says_why(string fault, params string[] arguments)
    {
        Assert.Equal($"check-tcp: {fault}; see check-tcp --help", UsageError(arguments));
        Assert.Equal(
            new CommandOutput("", $"check-tcp: {fault}; see check-tcp --help\n", 1), CommandOutput.Of(CheckCommand.Parse(arguments)));
    }

    [Theory]
    [InlineData("invalid status map: FOO=OK", "--status-as", "FOO=OK")]
    [InlineData("invalid status map: UNKNOWN", "--status-as=UNKNOWN")]
    [InlineData("invalid status map: ok=warning,", "--status-as=ok=warning,")]
    [InlineData(@"invalid status map: a\n\x7Cb", "--status-as=a\n|b")]
    [InlineData("duplicate status in map: OK", "--status-as", "OK=OK,ok=WARNING")]
    [InlineData("duplicate status in map: OK", "--status-as", "OK=OK,ok=WARNING", "-p", "70000")]
    [InlineData("invalid status map: F**=OK", "--status-as", "FOO=OK", "--secret=OO")]
    public void A_bad_status_map_is_told_on_standard_output_as_in_the_original(string fault, params string[] arguments) =>
        Assert.Equal(new CommandOutput($"{fault}\n", "", 1), CommandOutput.Of(CheckCommand.Parse(["-p21", .. arguments])));

    [Fact]
    public void Only_the_last_status_map_counts_and_only_when_everything_could_be_read()
    {
        Assert.Equal(Status.Warning, Check("-p21", "--status-as=FOO=OK", "--status-as=OK=WARNING").StatusMap[Status.Ok]);
        Assert.Equal("check-tcp: unknown option --bogus; see check-tcp --help", UsageError("--status-as=FOO=OK", "--bogus"));
        Assert.IsType<InformationCommand>(CheckCommand.Parse(["--status-as=FOO=OK", "--help"]));
    }

    [Theory]
    [InlineData("ignored \"www.example.com\"; give a host with -H", "www.example.com", "-p", "18080")]
    [InlineData("ignored \"www.example.com\"; give a host with -H", "-p18080", "www.example.com")]
    [InlineData("ignored \"www.example.com\"; give a host with -H", "-p18080", "--", "www.example.com")]
    [InlineData("ignored \"www.example.com\"; give a host with -H", "www.example.com")] // senseless besides
    [InlineData("ignored \"a\", \"-p22\"; give a host with -H", "-p21", "a", "--", "-p22")]
    [InlineData("ignored \"\"; give a host with -H", "-p21", "")] // a variable that is not set
    [InlineData("ignored \"-\"; give a host with -H", "-p21", "-")]
    [InlineData(@"ignored ""a\n\x7Cb""; give a host with -H", "-p21", "a\n|b")]
    [InlineData("ignored \"/\"; quote a value that holds blanks", "-p21", "-H", "localhost", "-s", "GET", "/")]
    [InlineData("ignored \"/\"; quote a value that holds blanks", "-U", "/run/app.sock", "-s", "GET", "/")]
    [InlineData("ignored \"*******\"; give a host with -H", "-p21", "-s", "PASS", "hunter2", "--secret=hunter2")]
    public void Words_that_are_ignored_are_warned_of(string warning, params string[] arguments)
    {
        CheckCommand command = CheckCommand.Parse(arguments);

        Assert.Equal(warning, command.Warning);
        Assert.NotEmpty(command.IgnoredWords);
    }

    [Theory]
    [InlineData("-p21", "-H", "localhost")]
    [InlineData("-p21", "--")]
    public void Without_such_words_there_is_no_warning(params string[] arguments)
    {
        CheckCommand command = CheckCommand.Parse(arguments);

        Assert.Null(command.Warning);
        Assert.Equal(command, CheckCommand.Parse(arguments) with { IgnoredWords = [] });
    }

    [Fact]
    public void The_first_fault_ends_the_reading()
    {
        Assert.Contains("--bogus", UsageError("--bogus", "--help", "-X"));
        Assert.Contains("--bogus", UsageError("-p70000", "--bogus"));
    }

    [Theory]
    [InlineData("--bad\noption", @"--bad\noption")]
    [InlineData("--\u202Eoption", @"--\u{202E}option")]
    [InlineData("-é", "-é")]
    [InlineData("--a|b", @"--a\x7Cb")]
    public void What_was_written_is_shown_without_its_control_characters(string argument, string shown) =>
        Assert.Equal($"check-tcp: unknown option {shown}; see check-tcp --help", UsageError(argument));

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("-Sh")]
    [InlineData("--help", "--bogus")]
    [InlineData("-p", "70000", "--help")]
    public void Help_is_given_when_it_is_asked_for(params string[] arguments) =>
        Assert.StartsWith("Usage: check-tcp", Assert.IsType<InformationCommand>(CheckCommand.Parse(arguments)).Text);

    [Fact]
    public void The_version_is_one_line() =>
        Assert.Matches(@"\Acheck-tcp \d+\.\d+\.\d+[^\n]*\n\z", Assert.IsType<InformationCommand>(CheckCommand.Parse(["--version"])).Text);

    [Fact]
    public void After_two_dashes_nothing_asks_for_help() => Assert.Equal(21, Check("-p21", "--", "--help").Target.Port);

    [Theory]
    [InlineData("there is nothing to connect to: give --port, --service or --unix-sock")]
    [InlineData("there is nothing to connect to: give --port, --service or --unix-sock", "-p", "0")]
    [InlineData("there is nothing to connect to: give --port, --service or --unix-sock", "-H", "localhost", "--service=")]
    [InlineData("--port 65536: a port is 1 to 65535", "-p", "65536")]
    [InlineData("--port -1: a port is 1 to 65535", "-p", "-1")]
    [InlineData("--port 9223372036854775807: a port is 1 to 65535", "-p", "9223372036854775807")]
    [InlineData("--port 70000: a port is 1 to 65535", "-U", "/run/app.sock", "-p", "70000")]
    [InlineData($"--unix-sock {SocketPathOf108Bytes}: a socket path has at most 107 bytes and no NUL; use a shorter one",
        "-U", SocketPathOf108Bytes)]
    [InlineData(@"--unix-sock a\x00b: a socket path has at most 107 bytes and no NUL; use a shorter one", "-U", @"""a\x00b""")]
    [InlineData("--hostname [::]:80: brackets only enclose an IPv6 address; give the port with --port", "-p21", "-H", "[::]:80")]
    [InlineData(@"--hostname a\x00b: a host name has at most 253 characters and no NUL (RFC 1035)", "-p21", "-H", @"""a\x00b""")]
    [InlineData("--hostname https://x: a URL, not a host; give the host alone, as in www.example.com", "-p21", "-H", "https://x", "-C")]
    [InlineData("--hostname x:80: a host has no port in it; give the port with --port", "-p21", "-H", "x:80", "-C")]
    [InlineData("--hostname 127.0.0.1: the address is of the other family; leave out -4 and -6", "-p21", "-6", "-H127.0.0.1")]
    [InlineData("--hostname [::1]: the address is of the other family; leave out -4 and -6", "-p21", "-4", "-H[::1]")]
    [InlineData("--timeout -5: give the seconds that the check may take, such as 10", "-p21", "-t", "-5")]
    [InlineData("--timeout -0.001: give the seconds that the check may take, such as 10", "-p21", "-t=-0.001")]
    [InlineData("--timeout NaN: give the seconds that the check may take, such as 10", "-p21", "-tNaN")]
    [InlineData("--delay 3600.5: at most 3600 seconds", "-p21", "-d3600.5")]
    [InlineData("--delay Infinity: at most 3600 seconds", "-p21", "-dInf")]
    [InlineData("--expect-pattern (: missing closing ): \"(\" at offset 0", "-p21", "-e(")]
    public void A_request_that_makes_no_sense_is_unknown_with_the_option_and_the_mend(string fault, params string[] arguments) =>
        Assert.Equal(new Judgement("TCP", Status.Unknown, fault), Senseless(arguments));

    [Fact]
    public void A_service_that_nobody_knows_is_unknown_with_where_to_find_those_that_are()
    {
        Judgement result = Senseless("--service", "gopher", "-p70");

        Assert.Equal("GOPHER UNKNOWN: --service gopher: there is no such service; "
            + "take one that --list-services shows, or give --port and --expect-pattern", result.Line);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        string[] faults = Senseless("--service=x", "-p70000", "-U", SocketPathOf108Bytes, "-d4000", "-e(", "-t-1").Message.Split("; --");

        Assert.Equal(
            ["--service", "port", "unix-sock", "delay", "expect-pattern", "timeout"],
            faults.Select(fault => fault.Split(' ')[0]));
    }

    [Fact]
    public void The_faults_of_host_and_port_are_told_together() => Assert.Equal(
        "--port 70000: a port is 1 to 65535; --hostname ::1: the address is of the other family; leave out -4 and -6",
        Senseless("-p70000", "-H::1", "-4").Message);

    [Theory]
    [InlineData(Status.Unknown)]
    [InlineData(Status.Critical, "--status-as", "UNKNOWN=CRITICAL")]
    [InlineData(Status.Ok, "--status-as", "unknown=ok")]
    [InlineData(Status.Unknown, "--status-as", "CRITICAL=OK")]
    [InlineData(Status.Unknown, "--expect-closed")] // nonsense is no closed port
    [InlineData(Status.Unknown, "--error-warning")]
    public void Nonsense_is_reported_as_the_status_map_says(Status expected, params string[] arguments) =>
        Assert.Equal(expected, Senseless(["-p70000", .. arguments]).Status);

    [Fact]
    public void Nonsense_keeps_to_one_plain_line()
    {
        Judgement result = Senseless("--service", "a\n|b", "-p1");

        Assert.StartsWith(@"A\n\x7CB UNKNOWN: --service a\n\x7Cb: there is no such service", result.Line);
    }

    [Theory]
    [InlineData(ReportFormat.Mackerel, false, 0)]
    [InlineData(ReportFormat.Json, false, 0, "--json")]
    [InlineData(ReportFormat.Json, false, 0, "--output=JSON")]
    [InlineData(ReportFormat.Nagios, false, 0, "--json", "--output", "nagios")] // the last one counts
    [InlineData(ReportFormat.Json, false, 0, "--output", "nagios", "--json")]
    [InlineData(ReportFormat.Prometheus, true, 0, "--output=prometheus", "--perfdata")]
    [InlineData(ReportFormat.Mackerel, false, 1, "-v")]
    [InlineData(ReportFormat.Mackerel, false, 3, "-vv", "--verbose")]
    public void The_form_of_the_report_is_asked_for(ReportFormat format, bool perfdata, int verbosity, params string[] arguments)
    {
        RunCommand run = Run(["-p21", .. arguments]);

        Assert.Equal(new ReportForm(format, perfdata, verbosity), run.Form);
        Assert.Equal(format, Assert.IsType<SenselessCommand>(CheckCommand.Parse(["-p0", .. arguments])).Format);
    }

    [Theory]
    [InlineData("--step 1 (send): no expect= before it captures ${x}", "--step", "send=PASS hunter2 ${x}")]
    [InlineData("--step 1 (sned): there is no such kind", "--step", "sned=PASS hunter2")]
    [InlineData("--step expect=*******(: ", "--step", "expect=hunter2(")]
    [InlineData("--expect-pattern *******(: ", "-e", "hunter2(")]
    public void A_fault_does_not_tell_a_secret(string fault, params string[] arguments)
    {
        var senseless = Assert.IsType<SenselessCommand>(CheckCommand.Parse(["-p", "25", .. arguments, "--secret", "hunter2"]));

        Assert.StartsWith($"TCP UNKNOWN: {fault}", senseless.Judgement.Line, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", senseless.Judgement.Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TCP UNKNOWN: --starttls sm*tp: there is no such protocol", "--starttls", "smetp", "--secret", "e")]
    [InlineData("TCP UNKNOWN: --expect-pattern *(: missing closing ): \"*(\" at offset 1", "-e", "e(", "--secret", "e")]
    [InlineData("TCP UNKNOWN: --closed-by r*fus: give refused or any", "-C", "--closed-by", "refus", "--secret", "e", "--secret", "closed")]
    public void A_short_secret_is_hidden_in_what_was_given_and_not_in_our_own_words(string fault, params string[] arguments)
    {
        var senseless = Assert.IsType<SenselessCommand>(CheckCommand.Parse(["-p", "25", .. arguments]));

        Assert.StartsWith(fault, senseless.Judgement.Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check-tcp: unknown option --h*ad*r; see check-tcp --help", "--header")]
    [InlineData("check-tcp: --port **nt*n: not a whole decimal number; see check-tcp --help", "--port=eenten")]
    [InlineData("check-tcp: -w conn*ct=x: the time of \"conn*ct=x\" is not a decimal number of seconds, such as 3 or 0.5; see check-tcp --help", "-wconnect=x")]
    public void Nor_in_usage_errors(string message, params string[] arguments) => Assert.Equal(message, UsageError(["--secret=e", .. arguments]));

    [Fact]
    public void A_fault_that_cuts_a_secret_does_not_tell_its_beginning()
    {
        string protocol = new string('x', 115) + "hunter2";

        var senseless = Assert.IsType<SenselessCommand>(CheckCommand.Parse(["-p", "25", "--starttls", protocol, "--secret", "hunter2"]));

        Assert.Contains("x*****...: there is no such protocol", senseless.Judgement.Line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_line_that_cannot_be_read_does_not_tell_a_secret_that_it_has_named() =>
        Assert.Equal("check-tcp: unknown option --*******; see check-tcp --help", UsageError("--secret=hunter2", "--hunter2"));

    [Fact]
    public void Nor_in_errors_of_the_options_that_a_file_gives()
    {
        CheckCommand command = CheckCommand.Parse(
            ["-p", "25", "--dialogue", "e.toml", "--secret", "e"], null, (_, _) => new DialogueArguments([new DialogueArgument("--timeout=ten", 1)]));

        Assert.Equal(
            "TCP UNKNOWN: --dialogue *.toml: --timeout t*n: not a decimal number of seconds, such as 3 or 0.5",
            Assert.IsType<SenselessCommand>(command).Judgement.Line);
    }

    [Fact]
    public void A_word_that_is_ignored_beside_a_file_is_warned_of()
    {
        DialogueArguments good = new([new DialogueArgument("--step=expect=^220", 1)]);
        DialogueArguments bad = new([], "no such file");

        foreach (DialogueArguments file in (DialogueArguments[])[good, bad])
        {
            CheckCommand command = CheckCommand.Parse(["www.example.com", "-p", "25", "--dialogue", "a.toml"], null, (_, _) => file);

            Assert.Equal("ignored \"www.example.com\"; give a host with -H", command.Warning);
        }
    }

    [Fact]
    public void Why_a_file_cannot_be_read_is_shown_whole_beside_a_short_secret()
    {
        CheckCommand command = CheckCommand.Parse(["-p", "25", "--dialogue", "/nowhere/e.toml", "--secret", "e"], null, DialogueFile.Read);

        Assert.Equal(
            "TCP UNKNOWN: --dialogue /nowh*r*/*.toml: no such file; create it, or name another", Assert.IsType<SenselessCommand>(command).Judgement.Line);
    }

    [Fact]
    public void A_fault_of_a_file_does_not_tell_a_secret()
    {
        CheckCommand command = CheckCommand.Parse(
            ["-p", "25", "--dialogue", "a.toml", "--secret", "hunter2"], null, (_, _) => new DialogueArguments([], "line 1: sned = \"hunter2\""));

        Assert.Equal("TCP UNKNOWN: --dialogue a.toml: line 1: sned = \"*******\"", Assert.IsType<SenselessCommand>(command).Judgement.Line);
    }
}
