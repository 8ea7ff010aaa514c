using System.Net;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Probing;
using CheckTcp.TestSupport;
using CsCheck;

namespace CheckTcp.CommandLine.Tests.Formats;

public class NagiosReportTests
{
    private static readonly TcpCheck Ftp = new() { Name = "FTP", Target = Target.Tcp("localhost", 21) };

    private static readonly DateTimeOffset End = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly Thresholds WithThresholds = new() { Warning = TimeSpan.FromSeconds(1.5), Critical = TimeSpan.FromSeconds(3) };

    [Theory]
    [InlineData("", "")]
    [InlineData("220 ready\r\n", " [220 ready]")]
    [InlineData("\r\n220 \t\r\n", " [\n220]")] // white space at the end only
    [InlineData("220-a|b\r\n220 c\u001B\u202E\r\n", " [220-a\\x7Cb\n220 c\\x1B\\u{202E}]")]
    public void Success_tells_the_response_time_and_the_answer_with_its_lines(string response, string shown) => Assert.Equal(
        $"FTP OK - 0.004 second response time on localhost port 21{shown}|time=0.004000s;;;0.000000;10.000000\n",
        Of(Ftp, Seeing.Success(response)));

    [Fact]
    public void Thresholds_and_timeout_are_told_to_the_microsecond()
    {
        TcpCheck check = Ftp with { Thresholds = WithThresholds, Limits = new Limits { Timeout = TimeSpan.FromSeconds(7) } };

        string report = Of(check, Seeing.Success("", 2.0000015));

        Assert.Equal("FTP WARNING - 2.000 second response time on localhost port 21|time=2.000002s;1.500000;3.000000;0.000000;7.000000\n", report);
    }

    [Theory]
    [InlineData(null, "port 21")]
    [InlineData("[::1]", "[::1] port 21")]
    public void The_host_is_told_if_it_was_given(string? host, string where) =>
        Assert.StartsWith($"FTP OK - 0.004 second response time on {where}|", Of(Ftp with { Target = Target.Tcp(host, 21) }, Seeing.Success()));

    [Fact]
    public void A_Unix_socket_is_told_by_its_path() => Assert.StartsWith(
        @"FTP OK - 0.004 second response time on socket /run/a\x7Cb|",
        Of(Ftp with { Target = Target.UnixSocket("/run/a|b") }, Seeing.Success()));

    [Fact]
    public void Of_a_wrong_answer_the_thresholds_are_zero() => Assert.Equal(
        "FTP WARNING - Unexpected response from host/socket: 250 hm|time=0.004000s;0.000000;0.000000;0.000000;10.000000\n",
        Of(Ftp with { Thresholds = WithThresholds, MismatchStatus = Status.Warning }, Wrong("250 hm\r\n")));

    [Fact]
    public void A_hidden_answer_shows_nowhere()
    {
        TcpCheck check = Ftp with { HideResponse = true };

        Assert.Equal("FTP OK - 0.004 second response time on localhost port 21|time=0.004000s;;;0.000000;10.000000\n", Of(check, Seeing.Success("220 hm")));
        Assert.Equal(
            "FTP CRITICAL - Unexpected response from host/socket on localhost port 21|time=0.004000s;;;0.000000;10.000000\n",
            Of(check, Wrong("220 hm")));
    }

    [Fact]
    public void No_answer_at_all_has_words_and_no_figures() => Assert.Equal("No data received from host\n", Of(Ftp, Seeing.Failed(Phase.Expect, FailureCause.Closed)));

    [Theory]
    [InlineData(111, "connect to address localhost and port 21: Connection refused\n")]
    [InlineData(113, "connect to address localhost and port 21: No route to host\n")]
    [InlineData(null, "connect to address localhost and port 21: connection refused\n")]
    public void A_connection_that_fails_is_told_in_the_words_of_the_system(int? errno, string report)
    {
        Observation seen = Seeing.NotConnected(FailureCause.Refused);

        Assert.Equal(report, Of(Ftp, seen with { Failure = seen.Failure! with { Errno = errno } }));
    }

    [Fact]
    public void Where_several_addresses_failed_a_second_line_tells_of_each() => Assert.Equal(
        "connect to address localhost and port 21: network or host unreachable\nsome words; more\n",
        Of(Ftp, Seeing.NotConnected(FailureCause.Refused, FailureCause.Unreachable) with
        {
            Failure = new Failure(Phase.Connect, FailureCause.Unreachable, "some words; more"),
        }));

    [Fact]
    public void A_Unix_socket_that_fails_is_told_by_its_path() => Assert.Equal(
        "connect to file socket /run/app: no such socket\n",
        Of(Ftp with { Target = Target.UnixSocket("/run/app") }, Seeing.NotConnected(FailureCause.NoSuchSocket)));

    [Theory]
    [InlineData(Phase.Resolve, FailureCause.TimedOut, "CRITICAL - Socket timeout after 10 seconds\nsome words\n")]
    [InlineData(Phase.Expect, FailureCause.TimedOut, "CRITICAL - Socket timeout after 10 seconds\nsome words\n")]
    [InlineData(Phase.Resolve, FailureCause.NameNotFound, "FTP CRITICAL - Invalid hostname, address or socket: localhost\n")]
    [InlineData(Phase.Resolve, FailureCause.ResolverFailed, "FTP CRITICAL - some words\n")]
    [InlineData(Phase.Tls, FailureCause.TlsProtocol, "CRITICAL - Cannot make SSL connection.\nsome words\n")]
    [InlineData(Phase.Expect, FailureCause.Reset, "No data received from host\nsome words\n")]
    [InlineData(Phase.Send, FailureCause.Reset, "FTP CRITICAL - some words\n")]
    public void Failures_have_the_words_of_the_plugin_in_C_and_then_ours(Phase phase, FailureCause cause, string report) =>
        Assert.Equal(report, Of(Ftp, Seeing.Failed(phase, cause)));

    [Theory]
    [InlineData("FTP OK - Verified that the port is closed. (port=21)\n", FailureCause.Refused)]
    [InlineData("FTP CRITICAL - Unexpectedly open port. (port=21)\n")]
    public void Of_a_port_that_should_be_closed_there_are_no_figures(string report, params FailureCause[] causes) => Assert.Equal(
        report, Of(Ftp with { ExpectClosed = true }, causes.Length == 0 ? Seeing.Success() : Seeing.NotConnected(causes)));

    [Fact]
    public void Phases_follow_the_response_time_on_request()
    {
        TcpCheck check = Ftp with
        {
            Thresholds = new Thresholds
            {
                WarningPhases = new PhaseThresholds { Connect = TimeSpan.FromSeconds(0.1) },
                CriticalPhases = new PhaseThresholds { Proxy = TimeSpan.FromSeconds(0.2) },
            },
        };
        Observation seen = Seeing.Success() with
        {
            Phases = new PhaseTimings { Connect = TimeSpan.FromMilliseconds(2), Proxy = TimeSpan.FromMilliseconds(4), FirstByte = TimeSpan.FromMilliseconds(3) },
        };

        Assert.EndsWith(
            "|time=0.004000s;;;0.000000;10.000000 connect=0.002000s;0.100000;;0.000000; proxy=0.004000s;;0.200000;0.000000; first-byte=0.003000s;;;0.000000;\n",
            NagiosReport.Of(check, Judgement.Of(check, seen), seen, phases: true));
    }

    [Fact]
    public void A_server_can_forge_nothing_but_lines_of_plain_text_before_the_figures() => Gen.Byte.Array[0, 3000].Sample(response =>
    {
        string[] lines = Of(Ftp, Seeing.Success(response)).Split('\n');

        return lines[..^2].Append(lines[^2].Split('|')[0]).All(PlainText.IsOneLine)
            && lines[^2].EndsWith("|time=0.004000s;;;0.000000;10.000000", StringComparison.Ordinal)
            && lines[^1].Length == 0
            && string.Concat(lines).Length < 4000;
    });

    [Fact]
    public void A_rejected_answer_is_told_as_a_wrong_one_is() => Assert.Equal(
        "FTP WARNING - Rejected response from host/socket: 250 hm|time=0.004000s;;;0.000000;10.000000\n",
        Of(Ftp with { MismatchStatus = Status.Warning }, Seeing.Failed(Phase.Expect, FailureCause.Rejected, response: "250 hm\r\n")));

    [Theory]
    [InlineData(18.0, "FTP OK - 0.004", "OK - Certificate 'mail.example' will expire on Wed Jan  2 03:04:05 2030 +0000.")]
    [InlineData(6.9, "FTP WARNING - 0.004", "WARNING - Certificate 'mail.example' expires in 6 day(s) (Wed Jan  2 03:04:05 2030 +0000).")]
    [InlineData(1.9, "FTP CRITICAL - 0.004", "CRITICAL - Certificate 'mail.example' expires in 1 day(s) (Wed Jan  2 03:04:05 2030 +0000).")]
    [InlineData(0.9, "FTP CRITICAL - 0.004", "CRITICAL - Certificate 'mail.example' expires in 21 hours (Wed Jan  2 03:04:05 2030 +0000)")]
    [InlineData(0.01, "FTP CRITICAL - 0.004", "CRITICAL - Certificate 'mail.example' expires in 14 minutes (Wed Jan  2 03:04:05 2030 +0000)")]
    [InlineData(-2.0, "FTP CRITICAL - 0.004", "CRITICAL - Certificate 'mail.example' expired on Wed Jan  2 03:04:05 2030 +0000.")]
    public void A_watched_certificate_is_told_before_the_response_time(double daysLeft, string then, string line) => Assert.Equal(
        $"{line}\n{then} second response time on localhost port 21|time=0.004000s;;;0.000000;10.000000\n",
        Of(Watching(7, 2), Showing(daysLeft, Seeing.Success())));

    [Theory]
    [InlineData(6.9, "WARNING - Certificate 'mail.example' expires in 6 day(s) (Wed Jan  2 03:04:05 2030 +0000).")]
    [InlineData(18.0, "OK - Certificate 'mail.example' will expire on Wed Jan  2 03:04:05 2030 +0000.")]
    public void It_is_told_after_what_is_worse(double daysLeft, string line)
    {
        TcpCheck check = Watching(7, 2);

        Assert.Equal(
            $"FTP CRITICAL - 4.000 second response time on localhost port 21|time=4.000000s;;3.000000;0.000000;10.000000\n{line}\n",
            Of(check with { Thresholds = check.Thresholds with { Critical = TimeSpan.FromSeconds(3) } }, Showing(daysLeft, Seeing.Success("", 4))));
        Assert.Equal(
            $"FTP CRITICAL - Unexpected response from host/socket: no|time=0.004000s;;;0.000000;10.000000\n{line}\n",
            Of(check with { MismatchStatus = Status.Critical }, Showing(daysLeft, Wrong("no"))));
    }

    [Fact]
    public void An_error_is_told_instead_of_it()
    {
        Assert.Equal("No data received from host\n", Of(Watching(7, 2), Showing(1, Seeing.Failed(Phase.Expect, FailureCause.Closed))));
        Assert.Equal(
            "FTP CRITICAL - Unexpected response from host/socket: no|time=0.004000s;;;0.000000;10.000000\n",
            Of(Watching(7, 2), Showing(1, Wrong("no"))));
    }

    [Fact]
    public void A_certificate_above_the_servers_is_told_as_such()
    {
        Observation seen = Showing(20, Seeing.Success());
        byte[] issuer = Seeing.Certificate("O=nameless", "CN=Root", End.AddDays(-15));

        Assert.StartsWith(
            "WARNING - Certificate of the issuer 'Unknown CN' expires in 5 day(s) (Tue Dec 18 03:04:05 2029 +0000).\n",
            Of(Watching(7, 2), seen with { Tls = seen.Tls! with { Chain = [issuer] } }));
    }

    [Fact]
    public void A_certificate_that_nobody_can_read_is_told() => Assert.StartsWith(
        "CRITICAL - Cannot retrieve server certificate.\nFTP CRITICAL - 0.004 second",
        Of(Watching(7, 2), Seeing.Success() with { Tls = new TlsSession() }));

    [Fact]
    public void The_status_map_counts_for_the_certificate_too()
    {
        Assert.True(StatusMap.TryParse("WARNING=CRITICAL", out StatusMap? map, out _));

        Assert.StartsWith("CRITICAL - Certificate 'mail.example' expires in 6 day(s)", Of(Watching(7, 2) with { StatusMap = map }, Showing(6, Seeing.Success())));
    }

    [Fact]
    public void Addresses_checked_by_themselves_are_counted_first_and_those_that_did_not_pass_have_lines_of_their_own()
    {
        Observation refused = Seeing.NotConnected(FailureCause.Refused);

        Assert.Equal(
            "FTP OK - 1 of 2 addresses: 0.004 second response time on localhost port 21 [220 ready]|time=0.004000s;;;0.000000;10.000000\n"
            + "connect to 0: connection refused\n",
            OfAll(AddressQuorum.Any, Seeing.Success("220 ready\r\n"), refused));
        Assert.Equal(
            "FTP CRITICAL - 1 of 3 addresses passed, all have to\nconnect to 0: connection refused\nsome words\n",
            OfAll(AddressQuorum.All, Seeing.Success("220 ready\r\n"), refused, Seeing.Failed(Phase.Tls, FailureCause.TlsProtocol)));
    }

    [Fact]
    public void Figures_come_last_where_an_answer_has_several_lines() => Assert.Equal(
        "FTP OK - 1 of 2 addresses: 0.004 second response time on localhost port 21 [220-a\n220 b]\nconnect to 0: connection refused"
        + "|time=0.004000s;;;0.000000;10.000000\n",
        OfAll(AddressQuorum.Any, Seeing.Success("220-a\r\n220 b\r\n"), Seeing.NotConnected(FailureCause.Refused)));

    [Fact]
    public void Attempts_before_the_last_have_lines_of_their_own()
    {
        TcpCheck check = Ftp with { Retries = new Retries(4, TimeSpan.Zero) };
        Observation seen = Seeing.Success() with
        {
            FailedAttempts = [new(new Failure(Phase.Connect, FailureCause.Refused, "no |" + new string('x', 500)), TimeSpan.Zero)],
        };

        string[] lines = Of(check, seen).Split('\n');

        Assert.Equal("FTP OK - 0.004 second response time on localhost port 21|time=0.004000s;;;0.000000;10.000000", lines[0]);
        Assert.StartsWith(@"attempt 1: no \x7Cxxx", lines[1]);
        Assert.InRange(lines[1].Length, 100, 250);
        Assert.Equal([""], lines[2..]);
    }

    [Theory]
    [InlineData(116, "FTP OK - Verified that the server refuses with TLS alert certificate_required. (port=21)\n")]
    [InlineData(40, "FTP CRITICAL - some words, not certificate_required\n")]
    public void An_expected_alert_is_told_in_our_words(int alert, string report)
    {
        Observation seen = Seeing.Failed(Phase.Tls, FailureCause.TlsAlert) with
        {
            Tls = new TlsSession { Certificate = TestCertificates.Valid.Leaf.RawData, At = TimeProvider.System.GetUtcNow() },
        };
        TcpCheck check = Watching(7, 2) with { Tls = new TlsSettings { ExpectedAlert = 116 } };

        Assert.Equal(report, Of(check, seen with { Failure = seen.Failure! with { TlsAlert = alert } }));
    }

    [Fact]
    public void A_proxy_that_cannot_be_reached_is_not_taken_for_the_target() => Assert.Equal(
        "FTP CRITICAL - connect to 0: connection refused\n",
        Of(Ftp with { Route = new Route { Proxy = new Proxy(ProxyKind.Socks5, "proxy.example", 1080) } }, Seeing.NotConnected(FailureCause.Refused)));

    private static TcpCheck Watching(double warning, double critical) => Ftp with
    {
        Thresholds = new Thresholds { CertificateWarning = TimeSpan.FromDays(warning), CertificateCritical = TimeSpan.FromDays(critical) },
    };

    private static Observation Showing(double daysLeft, Observation seen) => seen with
    {
        Tls = new TlsSession { At = End - TimeSpan.FromDays(daysLeft), Certificate = Seeing.Certificate("O=x,CN=other,CN=mail.example", "CN=Authority", End) },
    };

    private static string OfAll(AddressQuorum quorum, params Observation[] seen) => OfAll(Ftp with { AllAddresses = quorum }, seen);

    private static string OfAll(TcpCheck check, params Observation[] seen) => Of(
        check,
        AddressSummary.Of(check, [.. seen.Select((its, i) => new AddressObservation(new IPEndPoint(IPAddress.Loopback, i + 1), its))]));

    private static Observation Wrong(string response) => Seeing.Failed(Phase.Expect, FailureCause.Mismatch, response: response);

    private static string Of(TcpCheck check, Observation seen) => NagiosReport.Of(check, Judgement.Of(check, seen), seen);
}
