using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Probing;
using CheckTcp.TestSupport;
using CsCheck;

namespace CheckTcp.CommandLine.Tests.Formats;

public class VerboseReportTests
{
    private static readonly TcpCheck Ftp = new() { Name = "FTP", Target = Target.Tcp("localhost", 21) };

    [Fact]
    public void Attempts_and_addresses_that_were_checked_by_themselves_are_told()
    {
        var seen = new Observation
        {
            FailedAttempts = [new(Failure.Of(Phase.Connect, FailureCause.Refused, "x"), TimeSpan.Zero)],
            Addresses =
            [
                new(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 21),
                    Seeing.Success("", 0.002) with { Phases = new PhaseTimings { Proxy = TimeSpan.FromMilliseconds(1) } }),
                new(new System.Net.IPEndPoint(System.Net.IPAddress.IPv6Loopback, 21), Seeing.NotConnected(FailureCause.Refused)),
            ],
        };

        Assert.Equal(
            """
            attempt 1: connect to x: connection refused
            127.0.0.1:21 proxy: 0.001000 s
            127.0.0.1:21 in all: 0.002000 s, passed
            [::1]:21 in all: 0.000000 s, connect to 0: connection refused
            sent 0 bytes, received 0 bytes

            """,
            VerboseReport.Of(Ftp, seen));
    }

    [Fact]
    public void An_attempt_that_the_deadline_cut_off_is_told_after_the_others()
    {
        var refused = new FailedAttempt(Failure.Of(Phase.Connect, FailureCause.Refused, "x"), TimeSpan.Zero);
        var cutOff = new FailedAttempt(Failure.Of(Phase.Connect, FailureCause.TimedOut, "x", "cut off"), TimeSpan.Zero);

        Assert.StartsWith(
            "attempt 1: connect to x: connection refused\nattempt 3: connect to x: cut off\n",
            VerboseReport.Of(Ftp, new Observation { FailedAttempts = [refused], CutOffAttempt = cutOff }));
    }

    [Fact]
    public void The_session_of_each_address_is_told()
    {
        Observation secured = Seeing.Success() with { Tls = new TlsSession { Protocol = SslProtocols.Tls12 } };
        var seen = new Observation
        {
            Tls = secured.Tls,
            Addresses = [new(new IPEndPoint(IPAddress.Loopback, 21), secured), new(new IPEndPoint(IPAddress.IPv6Loopback, 21), Seeing.Success())],
        };

        Assert.StartsWith(
            """
            127.0.0.1:21 TLS: TLS 1.2 
            127.0.0.1:21 in all: 0.004000 s, passed
            [::1]:21 in all: 0.004000 s, passed
            sent 0 bytes
            """,
            VerboseReport.Of(Ftp, seen));
    }

    [Fact]
    public void An_address_that_failed_late_says_how_often_it_was_asked()
    {
        var attempt = new AddressAttempt(new IPEndPoint(IPAddress.Loopback, 21), Failure.Of(Phase.Connect, FailureCause.TimedOut, "x"), false) { Retransmissions = 2 };

        Assert.StartsWith(
            "address 127.0.0.1:21: connect to x: timed out after 2 SYN retransmissions\n", VerboseReport.Of(Ftp, new Observation { Attempts = [attempt] }));
    }

    [Fact]
    public void Those_that_pass_by_being_closed_are_said_to_pass_and_the_open_one_is_not()
    {
        var seen = new Observation
        {
            Addresses =
            [
                new(new IPEndPoint(IPAddress.Loopback, 21), Seeing.NotConnected(FailureCause.Refused)),
                new(new IPEndPoint(IPAddress.IPv6Loopback, 21), Seeing.Open()),
            ],
        };

        Assert.StartsWith(
            """
            127.0.0.1:21 in all: 0.000000 s, passed: connect to 0: connection refused
            [::1]:21 in all: 0.004000 s, connect to open: unexpectedly open

            """,
            VerboseReport.Of(Ftp with { ExpectClosed = true, AllAddresses = AddressQuorum.All }, seen));
    }

    [Fact]
    public void Each_address_is_shown_with_its_fate()
    {
        var seen = new Observation
        {
            Attempts =
            [
                new(new IPEndPoint(IPAddress.IPv6Loopback, 21), Failure.Of(Phase.Connect, FailureCause.Refused, "[::1]:21"), false),
                new(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 21), null, false),
                new(new IPEndPoint(IPAddress.Loopback, 21), null, true),
            ],
        };

        Assert.Equal(
            """
            address [::1]:21: connect to [::1]:21: connection refused
            address 192.0.2.1:21: not waited for: another address was faster
            address 127.0.0.1:21: connected
            sent 0 bytes, received 0 bytes

            """,
            VerboseReport.Of(Ftp, seen));
    }

    [Theory]
    [InlineData(null, "connected")]
    [InlineData(0, "connected")]
    [InlineData(1, "connected after 1 SYN retransmission")]
    [InlineData(3, "connected after 3 SYN retransmissions")]
    public void A_connection_that_had_to_be_asked_for_again_says_so(int? retransmissions, string fate)
    {
        var attempt = new AddressAttempt(new IPEndPoint(IPAddress.Loopback, 21), null, true) { Retransmissions = retransmissions };

        Assert.StartsWith($"address 127.0.0.1:21: {fate}\n", VerboseReport.Of(Ftp, new Observation { Attempts = [attempt] }));
    }

    [Fact]
    public void Phases_session_and_failure_are_shown_as_far_as_the_run_got()
    {
        byte[] certificate = Seeing.Certificate("CN=mail.example", "CN=Authority");
        CertificateFacts facts = CertificateFacts.Of(certificate)!;
        var seen = new Observation
        {
            Phases = new PhaseTimings
            {
                Resolve = TimeSpan.FromMilliseconds(1),
                Connect = TimeSpan.FromMilliseconds(2),
                Tls = TimeSpan.FromMilliseconds(3),
            },
            Tls = new TlsSession
            {
                Protocol = SslProtocols.Tls13,
                CipherSuite = TlsCipherSuite.TLS_AES_256_GCM_SHA384,
                ApplicationProtocol = "h2",
                At = new(2029, 12, 31, 3, 4, 6, TimeSpan.Zero),
                Certificate = certificate,
                CertificatesSent = 1,
                OcspStaple = OcspStaple.Missing,
            },
            Failure = new Failure(Phase.Send, FailureCause.Reset, "send to 127.0.0.1:21: connection reset by peer"),
            BytesSent = 5,
        };

        Assert.Equal(
            $"""
            resolve: 0.001000 s
            connect: 0.002000 s
            TLS handshake: 0.003000 s
            TLS: TLS 1.3 TLS_AES_256_GCM_SHA384, ALPN h2
            certificate: CN=mail.example, issued by CN=Authority, valid 2020-01-01 to 2030-01-02 (1 days left)
              names: mail.example, 192.0.2.1
              key: ECDSA 256 bits, signed by ecdsa-with-SHA256, serial number 01
              fingerprint: SHA-256 {facts.Sha256Fingerprint}
              pin: {facts.Pin}
            chain: 1 sent, not verified up to a trusted root, first to expire CN=mail.example on 2030-01-02 (1 days left)
            OCSP staple: none that is valid
            ended: send to 127.0.0.1:21: connection reset by peer
            sent 5 bytes, received 0 bytes

            """,
            VerboseReport.Of(Ftp, seen));
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(2, """
        TCP at db1:21
        IPv6 only
        TLS with any certificate
        step 1: send
        step 2: wait 2s
        step 3: expect "^220"
        step 4: quit
        warning over 1s
        warning connect over 0.1s
        warning proxy over 0.2s
        critical over 3s
        warning certificate under 30d
        critical certificate under 14d12h
        refused is OK
        mismatch is WARNING
        timeout 7.5s

        """)]
    public void Twice_verbose_tells_how_the_check_was_understood_and_no_secret_of_it(int verbosity, string understood)
    {
        var run = (RunCommand)CheckCommand.Parse(
        [
            "-H", "db1", "-p21", "-6", "-S", "--no-check-certificate", "-s", "secret", "-d2", "-e^220", "-q", "bye", "-t7.5",
            "-wconnect=0.1,proxy=0.2,total=1", "-c3", "-D30,14.5", "--refuse=ok", "--mismatch=warn",
        ]);

        Assert.Equal(understood + "sent 0 bytes, received 0 bytes\n", VerboseReport.Of(run.Check, new Observation(), verbosity));
    }

    [Fact]
    public void A_port_that_should_be_closed_and_a_socket_are_understood_too()
    {
        var run = (RunCommand)CheckCommand.Parse(["-U", "/run/a|b", "-C", "-W"]);

        Assert.StartsWith(
            "TCP at /run/a\\x7Cb\nexpected closed\nfailure is WARNING\ntimeout 10s\n",
            VerboseReport.Of(run.Check, new Observation(), 2));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("220-a\r\n220 b|", "< 220-a\\r\\n\n< 220 b\\x7C\n")]
    public void Three_times_verbose_tells_the_whole_answer(string response, string shown)
    {
        var run = (RunCommand)CheckCommand.Parse(["-p21"]);

        Assert.EndsWith($"received {response.Length} bytes\n{shown}", VerboseReport.Of(run.Check, Seeing.Success(response), 3));
    }

    [Fact]
    public void What_a_peer_wrote_adds_no_line() => Gen.Byte.Array.Sample(bytes =>
    {
        string hostile = ByteText.Decode(bytes);
        Observation seen = Seeing.Failed(Phase.Tls, FailureCause.CertificateInvalid, hostile) with
        {
            Tls = new TlsSession { Certificate = HostileCertificate },
        };

        string[] lines = VerboseReport.Of(Ftp, seen).Split('\n');

        return lines.Length == 11 && lines.All(PlainText.IsOneLine);
    });

    private static readonly byte[] HostileCertificate = Seeing.Certificate("CN=a\nb\u202E|c", "CN=\u0085");
}
