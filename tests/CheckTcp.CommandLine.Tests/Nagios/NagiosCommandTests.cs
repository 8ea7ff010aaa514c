using CheckTcp.CommandLine.Formats;

namespace CheckTcp.CommandLine.Tests.Nagios;

public class NagiosCommandTests
{
    private static readonly string[] Target = ["-H", "mail.example", "-p", "2525"];

    [Theory]
    [InlineData("check-tcp")]
    [InlineData("/usr/bin/check-tcp")]
    [InlineData("/opt/check_tcp/check-tcp")]
    [InlineData("check_")]
    [InlineData("")]
    public void Any_other_name_takes_the_options_of_check_tcp(string program) =>
        Assert.Equal(ReportFormat.Mackerel, Assert.IsType<RunCommand>(CheckCommand.ParseAs(program, ["-p21"])).Form.Format);

    [Theory]
    [InlineData("check_tcp", "TCP", 0, false, "")]
    [InlineData("check_ftp", "FTP", 21, false, @"expect \A220; quit QUIT\r\n")]
    [InlineData("check_ftps", "FTPS", 21, false, @"expect \A220; quit QUIT\r\n")] // a name is known by how it begins
    [InlineData("check_pop", "POP", 110, false, @"expect \A\+OK; quit QUIT\r\n")]
    [InlineData("check_pop3", "POP3", 110, false, @"expect \A\+OK; quit QUIT\r\n")]
    [InlineData("check_smtp", "SMTP", 25, false, @"expect \A220; quit QUIT\r\n")]
    [InlineData("check_imap", "IMAP", 143, false, @"expect \A\* OK; quit a1 LOGOUT\r\n")]
    [InlineData("check_simap", "SIMAP", 993, true, @"expect \A\* OK; quit a1 LOGOUT\r\n")]
    [InlineData("check_spop", "SPOP", 995, true, @"expect \A\+OK; quit QUIT\r\n")]
    [InlineData("check_ssmtp", "SSMTP", 465, true, @"expect \A220; quit QUIT\r\n")]
    [InlineData("check_nntp", "NNTP", 119, false, @"expect \A200 or \A201; quit QUIT\r\n")]
    [InlineData("check_nntps", "NNTPS", 563, true, @"expect \A200 or \A201; quit QUIT\r\n")]
    [InlineData("check_clamd", "CLAMD", 3310, false, @"send PING; expect \APONG")]
    public void The_name_fills_in_the_service(string program, string name, int port, bool tls, string steps)
    {
        TcpCheck check = Check(program, port == 0 ? ["-p", "1"] : ["-H", "host"]);

        Assert.Equal((name, Math.Max(port, 1), tls, false), (check.Name, check.Target.Port, check.Tls is not null, check.HideResponse));
        Assert.Equal(steps, Steps(check));
    }

    [Theory]
    [InlineData("check_ftp")]
    [InlineData("check_pop")]
    [InlineData("check_smtp")]
    [InlineData("check_imap")]
    [InlineData("check_nntp")]
    [InlineData("check_jabber")]
    [InlineData("check_tcp", "-p", "1", "-e", "x", "-q", "bye")]
    public void The_goodbye_is_also_for_a_server_whose_answer_is_wrong(string program, params string[] more) =>
        Assert.True(Assert.IsType<QuitStep>(Check(program, ["-H", "host", .. more]).Steps[^1]).AlsoAfterWrongAnswer);

    [Fact]
    public void Jabber_keeps_its_answer_to_itself()
    {
        TcpCheck check = Check("check_jabber", ["-H", "host"]);

        Assert.True(check.HideResponse);
        Assert.Equal(5222, check.Target.Port);
        Assert.Equal(
            @"send <stream:stream to='host' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>\n; "
            + @"expect \A<\?xml version='1\.0'; quit </stream:stream>\n",
            Steps(check));
    }

    [Fact]
    public void Everything_has_the_defaults_of_the_plugin_in_C()
    {
        RunCommand run = Run("check_tcp", Target);

        Assert.Equal(new ReportForm(ReportFormat.Nagios), run.Form);
        Assert.Equal(
            new TcpCheck
            {
                Target = CheckTcp.Target.Tcp("mail.example", 2525),
                RefusedStatus = Status.Critical,
                MismatchStatus = Status.Warning,
            },
            run.Check);
    }

    [Theory]
    [InlineData("--hostname=mail.example", "--port=2525")]
    [InlineData("--host", "mail.example", "--po", "2525")] // as far as they are unambiguous
    [InlineData("-Hmail.example", "-p2525")]
    [InlineData("-H", "mail.example", "-p", " 2525 ")]
    [InlineData("mail.example", "-p", "2525")]
    [InlineData("-p", "2525", "mail.example")]
    [InlineData("-p", "2525", "--", "mail.example")]
    [InlineData("-p", "21", "-p", "2525", "-H", "other", "-H", "mail.example")] // the last one counts
    [InlineData("-H", "mail.example", "-p", "2525", "word", "-p", "21")] // nothing is read after a word
    [InlineData("-H", "mail.example", "-p", "2525", "-C", "3", "-W", "3", "--protocol", "x", "--critical-codes=1")] // taken, and mean nothing
    public void The_spellings_of_getopt_are_read(params string[] arguments) =>
        Assert.Equal(Check("check_tcp", Target), Check("check_tcp", arguments));

    [Fact]
    public void Flags_are_bundled_with_a_last_one_that_takes_a_value()
    {
        TcpCheck check = Check("check_tcp", ["-4SjH", "host", "-vvp21"]);

        Assert.Equal((AddressFamilies.IPv4, true, "host", 21), (check.Target.Families, check.HideResponse, check.Target.Host, check.Target.Port));
        Assert.False(check.Tls!.VerifyCertificate);
        Assert.Equal(2, Run("check_tcp", ["-4SjH", "host", "-vvp21"]).Form.Verbosity);
    }

    [Theory]
    [InlineData(@"send a\n; quit b\r\n", "-s", @"a\n", "-q", "b")] // as it is written: a backslash and an n
    [InlineData(@"send a[LF][CR][TAB]\x; quit b[LF]", "-E", "-s", @"a\n\r\t\\\x\", "-q", @"b\n")]
    [InlineData(@"send a\n; quit b[LF]", "-s", @"a\n", "-E", "-q", @"b\n")] // -E counts from where it stands
    [InlineData("quit [CR][LF]", "-s", "", "-q", "")]
    [InlineData("", "-E", "-s", "", "-q", "")]
    public void Strings_are_sent_as_the_plugin_in_C_sends_them(string steps, params string[] arguments)
    {
        string sent = string.Join("; ", Check("check_tcp", [.. Target, .. arguments]).Steps.Select(step => step switch
        {
            SendStep send => $"send {Spelled(send.Bytes)}",
            QuitStep quit => $"quit {Spelled(quit.Bytes)}",
            _ => "",
        }));

        Assert.Equal(steps.Replace(@"quit b\r\n", "quit b[CR][LF]", StringComparison.Ordinal).Replace(@"\\x", @"\x", StringComparison.Ordinal), sent);
    }

    [Theory]
    [InlineData("expect 250", "-e", "250")]
    [InlineData(@"expect a\.b\*", "-e", "a.b*")] // text, no pattern
    [InlineData("expect a or b or c", "-e", "a", "--expect=b", "-ec")]
    [InlineData("expect a and b and c", "-e", "a", "-A", "-e", "b", "-e", "c")]
    [InlineData("expect (?s:.)", "-e", "")]
    [InlineData("wait 2; expect a", "-e", "a", "-d", "2")]
    public void Expected_strings_are_text_that_may_stand_anywhere(string steps, params string[] arguments) =>
        Assert.Equal(steps, Steps(Check("check_tcp", [.. Target, .. arguments])));

    [Fact]
    public void An_expected_string_takes_the_place_of_the_default() =>
        Assert.Equal(@"expect a; quit QUIT\r\n", Steps(Check("check_ftp", ["-H", "host", "-e", "a"])));

    [Theory]
    [InlineData("ok", Status.Ok)]
    [InlineData("okay", Status.Ok)]
    [InlineData("warn", Status.Warning)]
    [InlineData("warning", Status.Warning)]
    [InlineData("critical", Status.Critical)]
    public void Refusal_and_mismatch_have_statuses(string word, Status status)
    {
        TcpCheck check = Check("check_tcp", [.. Target, "-r", word, "-M", word]);

        Assert.Equal((status, status), (check.RefusedStatus, check.MismatchStatus));
    }

    [Theory]
    [InlineData(1, 1024)]
    [InlineData(1024, 1024)]
    [InlineData(1025, 2048)]
    public void The_answer_is_cut_at_whole_pieces(int given, long bytes) =>
        Assert.Equal(bytes, Check("check_tcp", [.. Target, "-m", $"{given}"]).Limits.MaxBytes);

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("5s", 5.0)]
    [InlineData(" 3 ", 3.0)]
    [InlineData("1e-3", 0.001)]
    [InlineData("0", 0.0000001)] // over at once, as there
    [InlineData("-1", 0.0000001)]
    [InlineData("inf", null)]
    public void Thresholds_are_seconds(string text, double? seconds)
    {
        Thresholds thresholds = Check("check_tcp", [.. Target, "-w", text, "-c", text]).Thresholds;

        Assert.Equal((seconds, seconds), (thresholds.Warning?.TotalSeconds, thresholds.Critical?.TotalSeconds));
    }

    [Theory]
    [InlineData("19", 20, 1)] // exactly so many whole days are too few already
    [InlineData("30,14", 31, 15)]
    [InlineData("14,30", 15, 15)] // enough for the first is enough
    [InlineData(" 30,14 ", 31, 15)]
    [InlineData("30,", 31, 1)]
    [InlineData(",14", 1, 1)]
    [InlineData("", 1, 1)]
    [InlineData("2147483647,2147483647", 10675199, 10675199)]
    public void Too_few_days_of_the_servers_certificate_are_less_than_one_more(string text, int warning, int critical)
    {
        TcpCheck check = Check("check_tcp", [.. Target, "-D", text]);

        Assert.Equal(
            new Thresholds
            {
                ServerCertificateOnly = true,
                CertificateWarning = TimeSpan.FromDays(warning),
                CertificateCritical = TimeSpan.FromDays(critical),
            },
            check.Thresholds);
        Assert.Equal(TlsSettings.Unverified, check.Tls);
        Assert.Equal(check, Check("check_tcp", [.. Target, $"--certificate={text}"]));
    }

    [Fact]
    public void A_server_name_turns_TLS_on() => Assert.Equal(
        TlsSettings.Unverified with { ServerName = "other.example" }, Check("check_tcp", [.. Target, "--sni", "other.example"]).Tls);

    [Theory]
    [InlineData("check_ftp")]
    [InlineData("check_ftp", "-e", "a", "-e", "b")]
    [InlineData("check_ftp", "-e", "a", "-e", "b", "-A")]
    public void An_answer_is_judged_after_two_seconds_of_silence(string program, params string[] arguments) => Assert.Equal(
        TimeSpan.FromSeconds(2), Check(program, [.. Target, .. arguments]).Steps.OfType<ExpectStep>().Single().QuietAfter);

    [Fact]
    public void A_host_that_begins_with_a_slash_is_a_Unix_socket()
    {
        TcpCheck check = Check("check_tcp", ["-H", "/run/app.sock", "-p", "21"]);

        Assert.Equal(CheckTcp.Target.UnixSocket("/run/app.sock"), check.Target);
    }

    [Theory]
    [InlineData("No arguments found")]
    [InlineData("There is no port to connect to; give it with -p", "-H", "host")]
    [InlineData("Port must be a positive integer", "-p", "0")]
    [InlineData("Port must be a positive integer", "-p", "+1")]
    [InlineData("Port must be a positive integer", "-p", "0x15")]
    [InlineData("Port must be 1 to 65535, not 70000", "-p", "70000")]
    [InlineData("Timeout interval must be a positive integer", "-t", "1.5")]
    [InlineData("Maxbytes must be a positive integer", "-m", "-1")]
    [InlineData("Delay must be a positive integer", "-d", "0")]
    [InlineData("Delay must be at most 3600 seconds", "-p", "21", "-d", "3601")]
    [InlineData("Refuse must be one of ok, warn, crit", "-r", "unknown")]
    [InlineData("Mismatch must be one of ok, warn, crit", "-M", "WARN")]
    [InlineData("Invalid certificate expiration period - x", "-D", "x")]
    [InlineData("Invalid certificate expiration period - x", "-D", "30,x")]
    [InlineData("Invalid certificate expiration period - -1", "-D", "-1")]
    [InlineData("Invalid certificate expiration period - +3", "-D", "5,+3")]
    [InlineData("Invalid certificate expiration period - 2,3", "-D", "1,2,3")]
    [InlineData("Invalid certificate expiration period - 2147483648", "-D", "2147483648")]
    [InlineData("warning must be a number of seconds, such as 3 or 0.5, not \"abc\"", "-w", "abc")]
    [InlineData("critical must be a number of seconds, such as 3 or 0.5, not \"\"", "-c", "")]
    [InlineData("--extra-opts is not understood here; write the options out", "--extra-opts=ftp@/etc/plugins.ini")]
    public void What_cannot_be_read_is_UNKNOWN_on_standard_output(string fault, params string[] arguments)
    {
        CommandOutput output = CommandOutput.Of(CheckCommand.ParseAs("/usr/lib/nagios/plugins/check_tcp", arguments));

        Assert.StartsWith($"check_tcp: {fault}\nUsage:\ncheck_tcp -H host ", output.StandardOutput);
        Assert.Equal(("", 3), (output.StandardError, output.ExitCode));
    }

    [Theory]
    [InlineData("option '--s' is ambiguous; possibilities: '--send' '--ssl' '--sni'", "--s")]
    [InlineData("unrecognized option '--bogus'", "--bogus")]
    [InlineData("option '--e' is ambiguous; possibilities: '--escape' '--expect'", "--e")]
    [InlineData("option '--ssl' doesn't allow an argument", "--ssl=1")]
    [InlineData("option '--hostname' requires an argument", "--host")]
    [InlineData("invalid option -- 'Z'", "-Z")]
    [InlineData("option requires an argument -- 'H'", "-SH")]
    public void What_getopt_cannot_read_is_told_on_standard_error_and_the_usage_on_standard_output(string fault, params string[] arguments)
    {
        CommandOutput output = CommandOutput.Of(CheckCommand.ParseAs("/usr/lib/nagios/plugins/check_tcp", arguments));

        Assert.StartsWith("Usage:\ncheck_tcp -H host ", output.StandardOutput);
        Assert.Equal(($"/usr/lib/nagios/plugins/check_tcp: {fault}\n", 3), (output.StandardError, output.ExitCode));
    }

    [Theory]
    [InlineData("ignored \"word\", \"-e\", \"220\"; quote a value that holds blanks", "-H", "host", "-p", "1", "word", "-e", "220")]
    [InlineData("ignored \"b\"; quote a value that holds blanks", "-p", "1", "a", "b")]
    [InlineData("ignored \"b\"; quote a value that holds blanks", "a", "-p", "1", "b")]
    [InlineData(null, "-p", "1", "a")]
    [InlineData(null, "a", "-p", "1", "--")]
    public void Words_that_are_not_read_are_warned_of(string? warning, params string[] arguments) =>
        Assert.Equal(warning, Run("check_tcp", arguments).Warning);

    [Theory]
    [InlineData(true, "-s", @"a\n")]
    [InlineData(true, "-q", @"a\n", "-E")]
    [InlineData(false, "-E", "-s", @"a\n")]
    public void Escapes_that_were_not_read_are_hinted_at(bool isHinted, params string[] arguments) =>
        Assert.Equal(isHinted, Run("check_tcp", [.. Target, .. arguments]).EscapeHint is not null);

    [Theory]
    [InlineData("check_foo", "check_foo: CRITICAL - Generic check_tcp called with unknown service FOO\n")]
    [InlineData("check_tcpx", "check_tcpx: CRITICAL - Generic check_tcp called with unknown service TCPX\n")]
    [InlineData("check_udp", "check_udp: UDP is not checked by this program; call the Monitoring Plugins' check_udp\n")]
    [InlineData("check_a\n|b", @"check_a\n\x7Cb: CRITICAL")]
    public void A_name_that_nobody_knows_is_UNKNOWN(string program, string start)
    {
        CommandOutput output = CommandOutput.Of(CheckCommand.ParseAs(program, ["-H", "host", "-p", "1"]));

        Assert.StartsWith(start, output.StandardOutput);
        Assert.Equal(3, output.ExitCode);
    }

    [Theory]
    [InlineData("", "-H", "")]
    [InlineData("::1", "-H", "::1", "-4")]
    [InlineData("127.0.0.1", "-H", "127.0.0.1", "-4", "-6")]
    [InlineData("[::1]:21", "-H", "[::1]:21")]
    public void A_host_that_cannot_have_an_address_is_CRITICAL(string host, params string[] arguments) => Assert.Equal(
        new CommandOutput($"FTP CRITICAL - Invalid hostname, address or socket: {host}\n", "", 2),
        CommandOutput.Of(CheckCommand.ParseAs("check_ftp", arguments)));

    [Theory]
    [InlineData("-h", "\nOptions:\n")]
    [InlineData("--help", " -e, --expect=STRING\n")]
    [InlineData("-SV", "check_imap v")]
    [InlineData("--vers", "check_imap v")]
    public void Help_and_version_are_UNKNOWN_too(string option, string part)
    {
        CommandOutput output = CommandOutput.Of(CheckCommand.ParseAs("check_imap", [option]));

        Assert.Contains(part, output.StandardOutput);
        Assert.Equal(3, output.ExitCode);
    }

    private static RunCommand Run(string program, string[] arguments) => Assert.IsType<RunCommand>(CheckCommand.ParseAs(program, arguments));

    private static TcpCheck Check(string program, string[] arguments) => Run(program, arguments).Check;

    private static string Steps(TcpCheck check) => string.Join("; ", check.Steps.Select(step => step switch
    {
        SendStep send => $"send {Display.Escape(send.Bytes.Span)}",
        WaitStep wait => $"wait {wait.Duration.TotalSeconds}",
        ExpectStep expect => $"expect {expect.Pattern}"
            + string.Concat(expect.Alternatives.Select(pattern => $" or {pattern}"))
            + string.Concat(expect.Requirements.Select(pattern => $" and {pattern}")),
        QuitStep quit => $"quit {Display.Escape(quit.Bytes.Span)}",
        _ => $"{step}",
    }));

    private static string Spelled(ReadOnlyMemory<byte> bytes) => ByteText.Decode(bytes.Span)
        .Replace("\r", "[CR]", StringComparison.Ordinal).Replace("\n", "[LF]", StringComparison.Ordinal).Replace("\t", "[TAB]", StringComparison.Ordinal);
}
