using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Probing;
using CheckTcp.TestSupport;
using CsCheck;

namespace CheckTcp.CommandLine.Tests.Formats;

public class JsonReportTests
{
    private static readonly Judgement Failed = new("TCP", Status.Critical, "x");

    [Fact]
    public void A_request_without_sense_has_name_status_and_message() => Assert.Equal(
        """{"version":1,"name":"TCP","status":"UNKNOWN","message":"there is nothing to connect to"}""",
        JsonReport.Of(new Judgement("TCP", Status.Unknown, "there is nothing to connect to"), null));

    [Fact]
    public void What_was_seen_is_told_in_full()
    {
        var seen = new Observation
        {
            ResponseTime = TimeSpan.FromMilliseconds(12.5),
            Phases = new PhaseTimings
            {
                Resolve = TimeSpan.FromMilliseconds(1),
                Connect = TimeSpan.FromMilliseconds(2),
                Tls = TimeSpan.FromMilliseconds(3),
                FirstByte = TimeSpan.FromMilliseconds(4),
                Dialogue = TimeSpan.FromMilliseconds(5),
            },
            Attempts =
            [
                new(new IPEndPoint(IPAddress.IPv6Loopback, 993), Failure.Of(Phase.Connect, FailureCause.Refused, "[::1]:993"), false),
                new(new IPEndPoint(IPAddress.Loopback, 993), null, true),
            ],
            Tls = new TlsSession
            {
                Protocol = SslProtocols.Tls13,
                CipherSuite = TlsCipherSuite.TLS_AES_256_GCM_SHA384,
            },
            BytesSent = 11,
            BytesReceived = 22,
        };

        string json = JsonReport.Of(new Judgement("SIMAP", Status.Ok, "fine"), seen);

        AssertSame(
            """
            {
              "version": 1, "name": "SIMAP", "status": "OK", "message": "fine", "responseTime": 0.0125,
              "phases": { "resolve": 0.001, "connect": 0.002, "tls": 0.003, "firstByte": 0.004, "dialogue": 0.005 },
              "addresses": [
                { "address": "[::1]:993", "connected": false,
                  "failure": { "phase": "connect", "cause": "refused", "message": "connect to [::1]:993: connection refused" } },
                { "address": "127.0.0.1:993", "connected": true }
              ],
              "tls": {
                "protocol": "TLS 1.3", "cipherSuite": "TLS_AES_256_GCM_SHA384"
              },
              "bytesSent": 11, "bytesReceived": 22
            }
            """,
            json);
    }

    [Fact]
    public void Each_address_that_was_checked_by_itself_has_figures_of_its_own()
    {
        Observation passed = Seeing.Success("220", 0.002) with { Phases = new PhaseTimings { Proxy = TimeSpan.FromMilliseconds(1) } };
        var seen = new Observation
        {
            ResponseTime = TimeSpan.FromMilliseconds(2),
            Addresses =
            [
                new(new IPEndPoint(IPAddress.Loopback, 21), passed),
                new(new IPEndPoint(IPAddress.IPv6Loopback, 21), Seeing.NotConnected(FailureCause.Refused)),
            ],
        };

        AssertSame(
            """
            {
              "version": 1, "name": "TCP", "status": "CRITICAL", "message": "x", "responseTime": 0.002, "phases": { },
              "addresses": [
                { "address": "127.0.0.1:21", "connected": true, "responseTime": 0.002, "phases": { "proxy": 0.001 } },
                { "address": "[::1]:21", "connected": false, "responseTime": 0, "phases": { },
                  "failure": { "phase": "connect", "cause": "refused", "message": "connect to 0: connection refused" } }
              ],
              "bytesSent": 0, "bytesReceived": 0
            }
            """,
            JsonReport.Of(Failed, seen));
    }

    [Fact]
    public void Each_attempt_is_told_when_there_were_several()
    {
        var seen = new Observation
        {
            ResponseTime = TimeSpan.FromMilliseconds(2),
            FailedAttempts = [new(new Failure(Phase.Proxy, FailureCause.NotAProxy, "no"), TimeSpan.FromMilliseconds(1))],
            CutOffAttempt = new(new Failure(Phase.Expect, FailureCause.TimedOut, "cut"), TimeSpan.FromMilliseconds(3)),
        };

        using var document = JsonDocument.Parse(JsonReport.Of(Failed, seen));
        AssertSame(
            """
            [ { "responseTime": 0.001, "failure": { "phase": "proxy", "cause": "not-a-proxy", "message": "no" } },
              { "responseTime": 0.002 },
              { "responseTime": 0.003, "failure": { "phase": "expect", "cause": "timed-out", "message": "cut" } } ]
            """,
            document.RootElement.GetProperty("attempts").GetRawText());
    }

    [Fact]
    public void A_failure_names_phase_and_cause_in_words_of_their_own()
    {
        string json = JsonReport.Of(Failed, Seeing.Failed(Phase.Tls, FailureCause.CertificateSelfSigned, "TLS handshake with x: no"));

        using var document = JsonDocument.Parse(json);
        AssertSame(
            """{"phase":"tls","cause":"certificate-self-signed","message":"TLS handshake with x: no"}""",
            document.RootElement.GetProperty("failure").GetRawText());
    }

    [Fact]
    public void A_failure_in_the_dialogue_tells_the_step_the_bytes_and_the_numbers()
    {
        var failure = new Failure(Phase.Expect, FailureCause.Reset, "x") { Step = 2, BytesReceived = 7, Errno = 104 };

        AssertSame(
            """{"phase":"expect","cause":"reset","step":2,"bytes":7,"errno":104,"message":"x"}""",
            Member(JsonReport.Of(Failed, Seeing.Success() with { Failure = failure }), "failure"));
    }

    [Fact]
    public void A_failure_tells_the_alert_of_the_peer()
    {
        var failure = new Failure(Phase.Tls, FailureCause.TlsAlert, "x") { TlsAlert = 0 };

        AssertSame(
            """{"phase":"tls","cause":"tls-alert","tlsAlert":0,"message":"x"}""",
            Member(JsonReport.Of(Failed, Seeing.Success() with { Failure = failure }), "failure"));
    }

    [Fact]
    public void Retransmissions_are_told_where_they_were_asked_for()
    {
        var attempt = new AddressAttempt(new IPEndPoint(IPAddress.Loopback, 21), null, true) { Retransmissions = 0 };

        AssertSame(
            """[{"address":"127.0.0.1:21","connected":true,"retransmissions":0}]""",
            Member(JsonReport.Of(Failed, new Observation { Attempts = [attempt] }), "addresses"));
    }

    [Fact]
    public void What_was_slow_is_told_with_its_threshold()
    {
        Judgement slow = new("TCP", Status.Warning, "x")
        {
            Slow =
            [
                new SlowPhase("connect", TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(0.5)) { Address = "[::1]:21", Retransmissions = 1 },
                new SlowPhase("first-byte", TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.25)),
            ],
        };

        AssertSame(
            """
            [{"phase":"connect","took":1.5,"threshold":0.5,"address":"[::1]:21","retransmissions":1},{"phase":"first-byte","took":0.5,"threshold":0.25}]
            """, Member(JsonReport.Of(slow, Seeing.Success()), "slow"));
        Assert.DoesNotContain("slow", JsonReport.Of(Failed, Seeing.Success()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_phase_that_was_not_reached_is_left_out() =>
        AssertSame("{}", Member(JsonReport.Of(Failed, Seeing.NotConnected(FailureCause.Refused)), "phases"));

    [Fact]
    public void A_certificate_that_runs_out_is_told_beside_the_status()
    {
        Judgement result = new("TCP", Status.Warning, "x")
        {
            Certificate = new ExpiringCertificate("CN=a", IsServers: true, new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero), TimeSpan.FromDays(6.999)) { Address = "[::1]:21" },
        };

        AssertSame(
            """{"subject":"CN=a","isServers":true,"notAfter":"2030-01-02T03:04:05Z","daysLeft":6.99,"address":"[::1]:21"}""",
            Member(JsonReport.Of(result, Seeing.Success()), "certificate"));
        Assert.DoesNotContain("\"certificate\"", JsonReport.Of(Failed, Seeing.Success()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_is_told_with_the_facts_of_its_certificate()
    {
        byte[] der = Seeing.Certificate("CN=mail.example", "CN=Authority");
        CertificateFacts facts = CertificateFacts.Of(der)!;
        var session = new TlsSession
        {
            At = new(2029, 12, 31, 3, 4, 5, TimeSpan.Zero),
            ApplicationProtocol = "h2",
            Certificate = der,
            CertificatesSent = 2,
            OcspStaple = OcspStaple.Good,
        };

        AssertSame(
            $$"""
            {
              "protocol": "None", "applicationProtocol": "h2", "subject": "CN=mail.example", "issuer": "CN=Authority", "selfSigned": false,
              "dnsNames": ["mail.example"], "addresses": ["192.0.2.1"], "serialNumber": "01",
              "notBefore": "2020-01-01T00:00:00Z", "notAfter": "2030-01-02T03:04:05Z", "daysLeft": 2,
              "keyAlgorithm": "ECDSA", "keyBits": 256, "signatureAlgorithm": "ecdsa-with-SHA256",
              "sha256Fingerprint": "{{facts.Sha256Fingerprint}}", "pin": "{{facts.Pin}}", "certificatesSent": 2, "chainTrusted": false,
              "firstToExpire": { "subject": "CN=mail.example", "notAfter": "2030-01-02T03:04:05Z", "daysLeft": 2 }, "ocspStaple": "good"
            }
            """,
            Member(JsonReport.Of(Failed, Seeing.Success() with { Tls = session }), "tls"));
    }

    [Fact]
    public void A_handshake_that_failed_early_has_no_cipher_suite_and_no_dates() => AssertSame(
        """{"protocol":"None"}""",
        Member(JsonReport.Of(Failed, Seeing.Success() with { Tls = new TlsSession() }), "tls"));

    [Fact]
    public void It_is_valid_json_on_one_plain_line_whatever_the_server_sent() => Gen.Byte.Array.Sample(bytes =>
    {
        string hostile = ByteText.Decode(bytes);
        var failure = new Failure(Phase.Tls, FailureCause.CertificateInvalid, hostile);
        Observation seen = Seeing.Success(bytes) with
        {
            Failure = failure,
            Attempts = [new(new UnixDomainSocketEndPoint("/run/a\n|\u202E\"b"), failure, false)],
            Tls = new TlsSession { Certificate = bytes },
        };
        var check = new TcpCheck { Name = hostile, Target = Target.Tcp("localhost", 21) };

        string json = JsonReport.Of(Judgement.Of(check, seen), seen);

        using var document = JsonDocument.Parse(json);
        return PlainText.IsOneLine(json) && document.RootElement.GetProperty("name").GetString() == Display.Escape(hostile);
    });

    [Fact]
    public void The_names_of_a_certificate_are_escaped()
    {
        Observation seen = Seeing.Success() with { Tls = new TlsSession { Certificate = Seeing.Certificate("CN=a\u202E|b", "CN=\u0085") } };

        string json = JsonReport.Of(new Judgement("TCP", Status.Ok, "x"), seen);

        Assert.Contains(@"CN=a\\u{202E}\\x7Cb", json, StringComparison.Ordinal);
        Assert.True(PlainText.IsOneLine(json));
    }

    private static string Member(string json, string name)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty(name).GetRawText();
    }

    private static void AssertSame(string expected, string actual)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), actual);
    }
}
