using CheckTcp.Checks;
using CheckTcp.Probing;
using CheckTcp.Verdicts;
using CsCheck;

namespace CheckTcp.Tests.Verdicts;

public class NagiosReportTests
{
    private static readonly TcpCheck Ftp = new() { Name = "FTP", Target = Target.Tcp("localhost", 21) };

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
    public void No_answer_at_all_has_words_and_no_figures() => Assert.Equal("No data received from host\n", Of(Ftp, Wrong("")));

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
        TcpCheck check = Ftp with { Thresholds = new Thresholds { WarningPhases = new PhaseThresholds { Connect = TimeSpan.FromSeconds(0.1) } } };
        Observation seen = Seeing.Success() with
        {
            Phases = new PhaseTimings { Connect = TimeSpan.FromMilliseconds(2), FirstByte = TimeSpan.FromMilliseconds(3) },
        };

        Assert.EndsWith(
            "|time=0.004000s;;;0.000000;10.000000 connect=0.002000s;0.100000;;0.000000; first-byte=0.003000s;;;0.000000;\n",
            NagiosReport.Of(check, Verdict.Of(check, seen), seen, phases: true));
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

    private static Observation Wrong(string response) => Seeing.Failed(Phase.Expect, FailureCause.Mismatch, response: response);

    private static string Of(TcpCheck check, Observation seen) => NagiosReport.Of(check, Verdict.Of(check, seen), seen);
}
