using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing;
using CheckTcp.Probing.Tls;
using CheckTcp.TestSupport;
using TrustStore = CheckTcp.Probing.Tls.TrustStore;

namespace CheckTcp.Tests.Probing;

public sealed class BlockingTlsTests() : TlsContract(Transport.Blocking);

public sealed class EpollTlsTests() : TlsContract(Transport.Epoll);

public sealed class SocketsTlsTests() : TlsContract(Transport.Sockets);

/// <summary>How each transport speaks TLS, and whom it trusts.</summary>
public abstract class TlsContract(Transport transport) : ProbingSession(transport), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string, FailureCause, string> RefusedCertificates => new()
    {
        { "expired", "localhost", FailureCause.CertificateExpired, "certificate refused: expired on " },
        { "not yet valid", "localhost", FailureCause.CertificateNotYetValid, "certificate refused: not valid before " },
        { "self-signed", "localhost", FailureCause.CertificateSelfSigned, "certificate refused: self-signed" },
        { "unknown issuer", "localhost", FailureCause.CertificateUnknownIssuer, "certificate refused: unknown issuer CN=Another Root" },
        { "wrong name", "localhost", FailureCause.CertificateWrongName, "certificate refused: it is not for localhost" },
        { "valid", "127.0.0.1", FailureCause.CertificateWrongName, "certificate refused: it is not for 127.0.0.1" },
        { "common name", "localhost", FailureCause.CertificateWrongName, "certificate refused: it is not for localhost" },
    };

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_trusted_certificate_is_accepted(SslProtocols protocol)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.StartTlsAsync(OptionsOf(TestCertificates.Valid, protocol));
            await peer.SendApartAsync("22", "0 ready\r\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(TlsCheck("localhost", server.Port), Trusting());

        Assert.Null(seen.Failure);
        Assert.Equal(protocol, seen.Tls?.Protocol);
        Assert.NotNull(seen.Phases.Tls);
        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
        Assert.Equal("QUIT\r\n", server.Received);
    }

    [Theory]
    [MemberData(nameof(RefusedCertificates))]
    public async Task A_bad_certificate_is_refused_with_the_reason(string kind, string host, FailureCause cause, string reason)
    {
        await using var server = ScriptedServer.StartTls(CertificateOf(kind), peer => peer.SendAsync("220 ready\r\n"));

        Observation seen = await RunAsync(TlsCheck(host, server.Port), Trusting());

        Assert.Equal((Phase.Tls, cause), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.StartsWith($"TLS handshake with 127.0.0.1:{server.Port}: {reason}", seen.Failure?.Message, StringComparison.Ordinal);
        Assert.False(seen.Tls?.Certificate.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(RefusedCertificates))]
    public async Task Any_certificate_will_do_when_none_is_checked(string kind, string host, FailureCause cause, string reason)
    {
        await using var server = ScriptedServer.StartTls(CertificateOf(kind), peer => peer.SendAsync("220 ready\r\n"));

        Observation seen = await RunAsync(TlsCheck(host, server.Port) with { Tls = TlsSettings.Unverified });

        Assert.True(seen.Failure is null, $"{cause} {reason}: {seen.Failure?.Message}");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("*")]
    [InlineData("a..b")]
    [InlineData("a/b")]
    [InlineData("xn--\u00E9")]
    [InlineData("\uDCFF")]
    public async Task No_certificate_is_for_what_is_no_name(string host)
    {
        using var folder = new TemporaryFolder();
        await using var server = ScriptedServer.Start(new UnixDomainSocketEndPoint(folder / "s"), async peer =>
        {
            await peer.StartTlsAsync(TestCertificates.Valid.ToServerOptions());
            await peer.StallAsync();
        });
        TcpCheck check = CheckOf(Target.UnixSocket(folder / "s", host)) with { Tls = TlsSettings.Verified };

        Observation refused = await RunAsync(check, Trusting());
        Observation unverified = await RunAsync(check with { Tls = TlsSettings.Unverified });

        Assert.Equal(FailureCause.CertificateWrongName, refused.Failure?.Cause);
        Assert.Null(unverified.Failure);
    }

    [Fact]
    public async Task A_certificate_for_an_address_is_accepted()
    {
        await using var server = ScriptedServer.StartTls(TestCertificates.ForAddress, peer => peer.SendAsync("220 ready\r\n"));

        Assert.Null((await RunAsync(TlsCheck("127.0.0.1", server.Port), Trusting())).Failure);
    }

    [Fact]
    public async Task A_certificate_whose_issuer_is_encoded_wrongly_is_refused()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // CN=a, with the length of the set in two bytes where DER has one; OpenSSL reads it all the same.
        var issuer = new X500DistinguishedName([0x30, 13, 0x31, 0x81, 10, 0x30, 8, 6, 3, 0x55, 4, 3, 0x0C, 1, (byte)'a']);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 leaf = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .Create(issuer, X509SignatureGenerator.CreateForECDsa(key), now.AddDays(-1), now.AddDays(1), [1]).CopyWithPrivateKey(key);
        await using var server = ScriptedServer.StartTls(new ServerCertificate(leaf), peer => peer.SendAsync("220 ready\r\n"));

        Observation seen = await RunAsync(TlsCheck("localhost", server.Port), Trusting());

        Assert.Equal((Phase.Tls, FailureCause.CertificateInvalid), (seen.Failure?.Phase, seen.Failure?.Cause));
    }

    [Fact]
    public async Task An_intermediate_that_the_server_sends_is_used()
    {
        await using var server = ScriptedServer.StartTls(TestCertificates.ByIntermediate, peer => peer.SendAsync("220 ready\r\n"));

        Assert.Null((await RunAsync(TlsCheck("localhost", server.Port), Trusting())).Failure);
    }

    [Fact]
    public async Task A_root_is_found_in_a_directory_by_the_hash_of_its_name()
    {
        using var store = await TestSupport.TrustStore.CreateAsync(Cancellation);
        File.Delete(Path.Combine(store.Folder, "test-root.pem.unlinked"));
        await using var server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.SendAsync("220 ready\r\n"));

        Assert.Null((await RunAsync(TlsCheck("localhost", server.Port), new TrustStore(new TrustLocations([], [store.Folder])))).Failure);
    }

    [Fact]
    public async Task A_directory_without_hashes_is_read_before_anything_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("no certificate.txt", "not a certificate");
        folder.Write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        folder.Write("root.pem", TestCertificates.Trusted.Pem);
        await using var server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.SendAsync("220 ready\r\n"));

        Assert.Null((await RunAsync(TlsCheck("localhost", server.Port), new TrustStore(new TrustLocations([], [folder.Path])))).Failure);
    }

    [Theory]
    [InlineData("localhost", "localhost")]
    [InlineData("127.0.0.1", "")]
    public async Task The_server_is_told_the_name_but_no_address(string host, string expected)
    {
        string? told = null;
        await using var server = ScriptedServer.Start(async peer =>
        {
            SslServerAuthenticationOptions options = TestCertificates.Valid.ToServerOptions();
            options.ServerCertificateSelectionCallback = (_, name) =>
            {
                told = name;
                return TestCertificates.Valid.Leaf;
            };
            options.ServerCertificateContext = null;
            await peer.StartTlsAsync(options);
            await peer.SendAsync("220 ready\r\n");
        });

        await RunAsync(TlsCheck(host, server.Port) with { Tls = TlsSettings.Unverified });

        Assert.Equal(expected, told);
    }

    [Theory]
    [InlineData("220 this is not TLS at all\r\n")]
    [InlineData("+OK\r\n")] // as long as the head of a record, which does not tell SslStream enough
    [InlineData("+")]
    [InlineData("\x16x")]
    [InlineData("\x15+OK POP3")]
    [InlineData("\x15\x01\x02\0\x02\x07x")]
    public async Task A_peer_that_speaks_no_TLS_is_said_so(string greeting)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(greeting);
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(TlsCheck("localhost", server.Port), Trusting());

        Assert.Equal(
            new Failure(Phase.Tls, FailureCause.TlsProtocol, $"TLS handshake with 127.0.0.1:{server.Port}: the server did not answer with TLS"), seen.Failure);
    }

    [Fact]
    public async Task A_peer_that_closes_in_the_handshake_is_said_so()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveThroughAsync("\x01"); // some of the client's greeting
            await peer.FinishAsync();
        });

        Observation seen = await RunAsync(TlsCheck("localhost", server.Port), Trusting());

        Assert.Equal(
            new Failure(Phase.Tls, FailureCause.Closed, $"TLS handshake with 127.0.0.1:{server.Port}: connection closed by peer"), seen.Failure);
    }

    [Fact]
    public async Task A_handshake_that_stalls_is_given_up_at_the_deadline()
    {
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());

        Observation seen = await RunAsync(Within(1, TlsCheck("localhost", server.Port)));

        Assert.Equal(
            new Failure(Phase.Tls, FailureCause.TimedOut, $"TLS handshake with 127.0.0.1:{server.Port}: timed out after 1 s"), seen.Failure);
        Assert.Equal(ConnectionEnd.Reset, await server.ConnectionEnded);
    }

    [Fact]
    public async Task An_alert_is_told_by_its_name()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            // A fatal handshake_failure, as a server without a common cipher sends it (RFC 8446 section 6).
            await peer.SendAsync(new byte[] { 21, 3, 3, 0, 2, 2, 40 });
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(TlsCheck("localhost", server.Port), Trusting());

        Assert.Equal(
            new Failure(
                Phase.Tls, FailureCause.TlsAlert, $"TLS handshake with 127.0.0.1:{server.Port}: refused with TLS alert handshake_failure")
            {
                TlsAlert = 40,
            },
            seen.Failure);
    }

    [Theory]
    [InlineData(0xFE, 0xFD)] // as GnuTLS says it that speaks DTLS alone
    [InlineData(0, 0)] // as BearSSL says it before a version is agreed on
    [InlineData(9, 9)]
    public async Task An_alert_in_a_record_of_an_unknown_version_is_told_by_its_name(byte major, byte minor)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(new byte[] { 21, major, minor, 0, 2, 2, 70 });
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(TlsCheck("localhost", server.Port), Trusting());

        Assert.Equal((Phase.Tls, FailureCause.TlsAlert, 70), (seen.Failure?.Phase, seen.Failure?.Cause, seen.Failure?.TlsAlert));
        Assert.EndsWith(": refused with TLS alert protocol_version", seen.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact] // gnutls-serv sends what the program says and then what the library makes of it
    public async Task Of_several_alerts_the_first_is_told()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(new byte[] { 21, 3, 3, 0, 2, 2, 49, 21, 3, 3, 0, 2, 2, 42 });
            await peer.StallAsync();
        });

        Assert.Equal(49, (await RunAsync(TlsCheck("localhost", server.Port), Trusting())).Failure?.TlsAlert);
    }

    [Fact]
    public async Task A_peer_that_takes_its_leave_in_the_handshake_has_closed_the_connection()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(new byte[] { 21, 3, 3, 0, 2, 1, 0 }); // a warning, close_notify, as wolfSSL sends it
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(TlsCheck("localhost", server.Port), Trusting());

        Assert.Equal(
            new Failure(Phase.Tls, FailureCause.Closed, $"TLS handshake with 127.0.0.1:{server.Port}: connection closed by peer") { TlsAlert = 0 },
            seen.Failure);
    }

    [Fact]
    public async Task A_response_that_may_go_on_is_listened_for_under_TLS_too()
    {
        await using var server = ScriptedServer.StartTls(TestCertificates.Valid, async peer =>
        {
            await peer.SendAsync("1.11\n");
            await peer.StallAsync();
        });

        TcpCheck check = CheckOf(Target.Tcp("localhost", server.Port), Expect(@"\A1\.11\n\z"), Quit("bye\n")) with { Tls = TlsSettings.Verified };
        Observation seen = await RunAsync(check, Trusting());

        Assert.Null(seen.Failure);
        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
        Assert.Equal("bye\n", server.Received);
    }

    [Fact]
    public async Task TLS_works_over_a_Unix_socket()
    {
        using var folder = new TemporaryFolder();
        await using var server = ScriptedServer.Start(new UnixDomainSocketEndPoint(folder / "s"), async peer =>
        {
            await peer.StartTlsAsync(TestCertificates.Valid.ToServerOptions());
            await peer.SendAsync("220 ready\r\n");
        });
        TcpCheck check = CheckOf(Target.UnixSocket(folder / "s", "localhost"), Expect("^220")) with { Tls = TlsSettings.Verified };

        Assert.Null((await RunAsync(check, Trusting())).Failure);
    }

    private static TcpCheck TlsCheck(string host, int port) =>
        CheckOf(Target.Tcp(host, port), Expect("^220"), Quit("QUIT\r\n")) with { Tls = TlsSettings.Verified };

    private static SslServerAuthenticationOptions OptionsOf(ServerCertificate certificate, SslProtocols protocol)
    {
        SslServerAuthenticationOptions options = certificate.ToServerOptions();
        options.EnabledSslProtocols = protocol;
        return options;
    }

    private static ServerCertificate CertificateOf(string kind) => kind switch
    {
        "expired" => TestCertificates.Expired,
        "not yet valid" => TestCertificates.NotYetValid,
        "self-signed" => TestCertificates.SelfSigned,
        "unknown issuer" => TestCertificates.UnknownIssuer,
        "wrong name" => TestCertificates.WrongName,
        "common name" => TestCertificates.ByCommonName,
        _ => TestCertificates.Valid,
    };

    /// <summary>A store whose only certificate is the test's own authority.</summary>
    private TrustStore Trusting() => new(new TrustLocations([_folder.Write("ca.pem", TestCertificates.Trusted.Pem)], []));
}
