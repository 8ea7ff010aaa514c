using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Probing;
using CheckTcp.TestSupport;
using CsCheck;

namespace CheckTcp.CommandLine.Tests.Formats;

public partial class PrometheusReportTests
{
    private static readonly TcpCheck Ftp = new() { Name = "FTP", Target = Target.Tcp("localhost", 21) };

    private static readonly Observation Everything = Seeing.Success("220 ready", 1.25) with
    {
        Phases = new PhaseTimings
        {
            Resolve = TimeSpan.FromSeconds(0.001),
            Connect = TimeSpan.FromSeconds(0.002),
            Tls = TimeSpan.FromSeconds(0.003),
            FirstByte = TimeSpan.FromSeconds(0.004),
            Dialogue = TimeSpan.FromSeconds(0.005),
        },
        Attempts =
        [
            new(new IPEndPoint(IPAddress.IPv6Loopback, 21), Failure.Of(Phase.Connect, FailureCause.Refused, "[::1]:21"), false),
            new(new IPEndPoint(IPAddress.Loopback, 21), null, true),
        ],
        BytesSent = 6,
        Tls = new TlsSession
        {
            Protocol = SslProtocols.Tls13,
            CipherSuite = TlsCipherSuite.TLS_AES_256_GCM_SHA384,
            Certificate = Seeing.Certificate("CN=\"mail\\x\"", "CN=Authority"),
        },
    };

    [Theory]
    [InlineData("check_tcp_up", 1)]
    [InlineData("check_tcp_status", 0)]
    [InlineData("check_tcp_response_time_seconds", 1.25)]
    [InlineData("check_tcp_timeout_seconds", 10)]
    [InlineData("check_tcp_phase_seconds", 0.002, """,phase="connect" """)]
    [InlineData("check_tcp_phase_seconds", 0.004, """,phase="first-byte" """)]
    [InlineData("check_tcp_sent_bytes", 6)]
    [InlineData("check_tcp_received_bytes", 9)]
    [InlineData("check_tcp_address_connected", 0, """,address="[::1]:21" """)]
    [InlineData("check_tcp_address_connected", 1, """,address="127.0.0.1:21" """)]
    [InlineData("check_tcp_tls_info", 1, """,version="TLS 1.3",cipher="TLS_AES_256_GCM_SHA384" """)]
    [InlineData("check_tcp_certificate_not_before_timestamp_seconds", 1577836800)]
    [InlineData("check_tcp_certificate_not_after_timestamp_seconds", 1893553445)]
    [InlineData("probe_success", 1)]
    [InlineData("probe_duration_seconds", 1.25)]
    [InlineData("probe_timeout_seconds", 10)]
    [InlineData("probe_dns_lookup_time_seconds", 0.001)]
    [InlineData("probe_failed_due_to_regex", 0)]
    [InlineData("probe_ip_protocol", 4)]
    [InlineData("probe_ip_addr_hash", 3668918509)] // FNV-1a of 127.0.0.1
    [InlineData("probe_tls_version_info", 1, """,version="TLS 1.3" """)]
    public void What_was_seen_is_told(string metric, double value, string labels = "") => Assert.Contains(
        FormattableString.Invariant($"{metric}{{name=\"FTP\",target=\"localhost:21\"{labels.Trim()}}} {value}"), Of(Ftp, Everything).Split('\n'));

    [Fact]
    public void Labels_are_escaped() =>
        Assert.Contains(@"check_tcp_certificate_info{name=""FTP"",target=""localhost:21"",subject=""CN=mail\\x"",", Of(Ftp, Everything));

    [Theory]
    [InlineData(FailureCause.Refused, Phase.Connect, "refused", "connect", 0)]
    [InlineData(FailureCause.Mismatch, Phase.Expect, "mismatch", "expect", 1)]
    [InlineData(FailureCause.Closed, Phase.Expect, "closed", "expect", 1)]
    [InlineData(FailureCause.Closed, Phase.Tls, "closed", "tls", 0)]
    public void A_failure_tells_why(FailureCause cause, Phase phase, string causeName, string phaseName, int mismatch)
    {
        string[] lines = Of(Ftp, Seeing.Failed(phase, cause)).Split('\n');

        const string Labels = """name="FTP",target="localhost:21" """;
        Assert.Contains($"check_tcp_failure_info{{{Labels.Trim()},phase=\"{phaseName}\",cause=\"{causeName}\"}} 1", lines);
        Assert.Contains($"check_tcp_up{{{Labels.Trim()}}} 0", lines);
        Assert.Contains($"probe_success{{{Labels.Trim()}}} 0", lines);
        Assert.Contains($"probe_failed_due_to_regex{{{Labels.Trim()}}} {mismatch}", lines);
    }

    [Theory]
    [InlineData(1, "slow")]
    [InlineData(1, "closed")]
    [InlineData(1, "refused is OK")]
    [InlineData(0, "error is WARNING")]
    [InlineData(0, "error is mapped to OK")]
    public void Up_is_what_the_check_wants_however_it_is_reported(int up, string of)
    {
        Observation refused = Seeing.NotConnected(FailureCause.Refused);
        (TcpCheck check, Observation seen) = of switch
        {
            "slow" => (Ftp with { Thresholds = new Thresholds { Critical = TimeSpan.FromTicks(1) } }, Seeing.Success()),
            "closed" => (Ftp with { ExpectClosed = true }, refused),
            "refused is OK" => (Ftp with { RefusedStatus = Status.Ok }, refused),
            "error is WARNING" => (Ftp with { FailureStatus = Status.Warning }, refused),
            _ => (Ftp with { StatusMap = Map("CRITICAL=OK") }, refused),
        };

        Assert.Contains($"check_tcp_up{{name=\"FTP\",target=\"localhost:21\"}} {up}\n", Of(check, seen));
    }

    [Theory]
    [InlineData("closed")]
    [InlineData("refused is OK")]
    [InlineData("mismatch is OK")]
    public void A_run_that_passes_has_no_failure(string of)
    {
        (TcpCheck check, Observation seen) = of switch
        {
            "closed" => (Ftp with { ExpectClosed = true }, Seeing.NotConnected(FailureCause.Refused)),
            "refused is OK" => (Ftp with { RefusedStatus = Status.Ok }, Seeing.NotConnected(FailureCause.Refused)),
            _ => (Ftp with { MismatchStatus = Status.Ok }, Seeing.Mismatch()),
        };

        string report = Of(check, seen);

        Assert.DoesNotContain("check_tcp_failure_info", report);
        Assert.Contains("probe_failed_due_to_regex{name=\"FTP\",target=\"localhost:21\"} 0\n", report);
    }

    [Fact]
    public void An_open_port_that_should_be_closed_has_a_cause() =>
        Assert.Contains("phase=\"connect\",cause=\"open\"} 1\n", Of(Ftp with { ExpectClosed = true }, Seeing.Open()));

    [Fact]
    public void Each_address_that_was_checked_by_itself_is_told_also_through_a_proxy()
    {
        TcpCheck check = Ftp with { AllAddresses = AddressQuorum.Any, Route = new Route { Proxy = new Proxy(ProxyKind.Socks5, "p", 1080) } };
        var proxy = new AddressAttempt(new IPEndPoint(IPAddress.Loopback, 1080), null, true);
        Observation[] each = [Seeing.Success() with { Attempts = [proxy] }, Seeing.Failed(Phase.Proxy, FailureCause.Refused) with { Attempts = [proxy] }];
        Observation seen = AddressSummary.Of(
            check, [new(new IPEndPoint(IPAddress.Loopback, 21), each[0]), new(new IPEndPoint(IPAddress.IPv6Loopback, 21), each[1])]);

        string report = Of(check, seen);

        const string Labels = "name=\"FTP\",target=\"localhost:21\"";
        Assert.Contains($"check_tcp_address_connected{{{Labels},address=\"127.0.0.1:1080\"}} 1\n", report);
        Assert.Contains($"check_tcp_address_up{{{Labels},address=\"127.0.0.1:21\"}} 1\n", report);
        Assert.Contains($"check_tcp_address_up{{{Labels},address=\"[::1]:21\"}} 0\n", report);
        Assert.Contains($"check_tcp_address_response_time_seconds{{{Labels},address=\"[::1]:21\"}} 0.004\n", report);
    }

    [Fact]
    public void Retransmissions_are_told_where_they_are_known()
    {
        Observation seen = Seeing.Success();

        Assert.Contains(
            "check_tcp_address_retransmissions{name=\"FTP\",target=\"localhost:21\",address=\"192.0.2.1:21\"} 2\n",
            Of(Ftp, seen with { Attempts = [seen.Attempts[0] with { Retransmissions = 2 }] }));
    }

    [Theory]
    [InlineData(null, 21, "localhost:21")]
    [InlineData("::1", 21, "[::1]:21")]
    [InlineData("[::1]", 21, "[::1]:21")]
    public void The_target_is_one_label(string? host, int port, string target) =>
        Assert.Contains($"target=\"{target}\"", Of(Ftp with { Target = Target.Tcp(host, port) }, Seeing.Success()));

    [Fact]
    public void A_comment_with_the_line_comes_first() =>
        Assert.StartsWith("# check-tcp: FTP OK: 0.004 seconds response time on localhost port 21 [220 ready]\n# HELP ", Of(Ftp, Seeing.Success("220 ready")));

    [Fact]
    public void A_request_without_sense_has_a_status() =>
        Assert.EndsWith("check_tcp_status{name=\"HELP\"} 3\n", PrometheusReport.Of(Judgement.OfError("HELP", StatusMap.Unchanged, "words")));

    [Fact]
    public void Every_line_is_of_the_format_whatever_a_server_says() => Gen.Byte.Array.Sample(bytes =>
    {
        Observation seen = Everything with
        {
            Response = bytes,
            Failure = new Failure(Phase.Tls, FailureCause.CertificateInvalid, ByteText.Decode(bytes)),
            Tls = new TlsSession { Certificate = HostileCertificate },
        };

        return Of(Ftp, seen).Split('\n')[..^1].All(line => FormatLine().IsMatch(line));
    });

    [Fact]
    public void The_samples_of_a_metric_stand_together_below_its_help_and_type()
    {
        string[] families = [.. Of(Ftp, Everything).Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal))];

        Assert.Distinct(families);
    }

    [Fact]
    public void Every_metric_is_documented()
    {
        string page = File.ReadAllText(Repository.PathOf("docs/output.md"));
        Observation failed = Everything with
        {
            Failure = new Failure(Phase.Tls, FailureCause.TlsProtocol, "words"),
            Attempts = [Everything.Attempts[1] with { Retransmissions = 1 }],
        };
        string report = Of(
            Ftp with { AllAddresses = AddressQuorum.All }, failed with { Addresses = [new(new IPEndPoint(IPAddress.Loopback, 21), failed)] });

        Assert.All(Metric().Matches(report).Select(match => match.Groups[1].Value), metric => Assert.Contains($"`{metric}", page));
    }

    private static readonly byte[] HostileCertificate = Seeing.Certificate("CN=a\nb\u202E|\"c\\", "CN=\u0085");

    private static StatusMap Map(string text) => StatusMap.TryParse(text, out StatusMap? map, out _) ? map : StatusMap.Unchanged;

    /// <summary>As a scraper takes it: it refuses a series that comes twice.</summary>
    private static string Of(TcpCheck check, Observation seen)
    {
        string report = PrometheusReport.Of(check, Judgement.Of(check, seen), seen);
        Assert.Distinct(report.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line[..line.LastIndexOf(' ')]));
        return report;
    }

    [GeneratedRegex("""\A(# (HELP [a-z_]+ [^\n]+|TYPE [a-z_]+ gauge|check-tcp: .*)|[a-z_]+\{[a-z]+="([^"\\\x00-\x1F]|\\["\\n])*"(,[a-z0-9_]+="([^"\\\x00-\x1F]|\\["\\n])*")*\} [0-9.E+-]+)\z""")]
    private static partial Regex FormatLine();

    [GeneratedRegex("# TYPE ([a-z_]+) gauge")]
    private static partial Regex Metric();
}
