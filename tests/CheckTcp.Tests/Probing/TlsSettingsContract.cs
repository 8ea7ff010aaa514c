using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing;
using CheckTcp.TestSupport;
using Microsoft.Extensions.Time.Testing;
using TrustStore = CheckTcp.Probing.Tls.TrustStore;

namespace CheckTcp.Tests.Probing;

public sealed class BlockingTlsSettingsTests() : TlsSettingsContract(Transport.Blocking);

public sealed class EpollTlsSettingsTests() : TlsSettingsContract(Transport.Epoll);

public sealed class SocketsTlsSettingsTests() : TlsSettingsContract(Transport.Sockets);

/// <summary>What the TLS settings of a check mean, on each transport.</summary>
public abstract class TlsSettingsContract(Transport transport) : ProbingSession(transport), IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TlsSettings Trusting => new() { CaFile = _folder.Write("ca.pem", TestCertificates.Trusted.Pem) };

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_session_tells_what_was_shown_and_when()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero));
        await using ScriptedServer server = Serve(TestCertificates.ByIntermediate);

        Observation seen = await RunAsync(CheckOf("localhost", server, Trusting), new TrustStore(), time);

        Assert.Null(seen.Failure);
        Assert.Equal((2, true), (seen.Tls!.CertificatesSent, seen.Tls.ChainIsTrusted));
        Assert.Equal(["CN=Test Intermediate", "CN=Test Root"], seen.Tls.Chain.Select(SubjectOf));
        Assert.Equal(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero), seen.Tls.At);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_a_certificate_that_nobody_vouches_for_everything_is_told_all_the_same(bool verify)
    {
        ServerCertificate stranger = TestAuthority.CreateRoot("Another Root").CreateIntermediate("Another Intermediate").Issue(new());
        await using ScriptedServer server = Serve(stranger);

        Observation seen = await RunAsync(CheckOf("localhost", server, Trusting with { VerifyCertificate = verify }));

        Assert.Equal(verify ? FailureCause.CertificateUnknownIssuer : null, seen.Failure?.Cause);
        Assert.Equal(stranger.Leaf.RawData, seen.Tls!.Certificate.ToArray());
        Assert.Equal(["CN=Another Intermediate"], seen.Tls.Chain.Select(SubjectOf));
        Assert.Equal((2, false), (seen.Tls.CertificatesSent, seen.Tls.ChainIsTrusted));
        Assert.Equal(SslProtocols.Tls13, seen.Tls.Protocol);
        Assert.NotNull(seen.Tls.CipherSuite);
    }

    [Fact]
    public async Task A_name_in_the_hosts_place_is_told_and_verified()
    {
        string? told = null;
        ServerCertificate shown = TestCertificates.WrongName;
        await using var server = ScriptedServer.Start(async peer =>
        {
            SslServerAuthenticationOptions options = shown.ToServerOptions();
            options.ServerCertificateContext = null;
            options.ServerCertificateSelectionCallback = (_, name) =>
            {
                told = name;
                return shown.Leaf;
            };
            await peer.StartTlsAsync(options);
            await peer.SendAsync("220 ready\r\n");
        });

        Observation seen = await RunAsync(CheckOf("127.0.0.1", server, Trusting with { ServerName = "elsewhere.example" }));

        Assert.Null(seen.Failure);
        Assert.Equal("elsewhere.example", told);
    }

    [Fact]
    public async Task A_CA_file_replaces_the_machines_trust_and_is_read_for_each_handshake()
    {
        TrustStore machines = new(new CheckTcp.Probing.Tls.TrustLocations([_folder.Write("machine.pem", TestCertificates.Trusted.Pem)], []));
        TlsSettings settings = new() { CaFile = _folder.Write("own.pem", TestAuthority.CreateRoot("Another Root").Pem) };
        await using ScriptedServer server = Serve(TestCertificates.Valid);

        Observation refused = await RunAsync(CheckOf("localhost", server, settings), machines);
        _folder.Write("own.pem", $"{TestAuthority.CreateRoot("Another Root").Pem}\n{TestCertificates.Trusted.Pem}");
        Observation accepted = await RunAsync(CheckOf("localhost", server, settings), machines);

        Assert.Equal(FailureCause.CertificateUnknownIssuer, refused.Failure?.Cause);
        Assert.Null(accepted.Failure);
    }

    [Theory]
    [InlineData("missing", null, "the CA file cannot be used: it is empty or cannot be read")]
    [InlineData("empty", "", "the CA file cannot be used: it is empty or cannot be read")]
    [InlineData("other", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "the CA file cannot be used: a certificate in it cannot be read")]
    public async Task A_CA_file_without_certificates_is_a_fault_of_this_machine(string name, string? content, string words)
    {
        string file = content is null ? _folder / name : _folder.Write(name, content);
        await using ScriptedServer server = Serve(TestCertificates.Valid);

        Observation seen = await RunAsync(CheckOf("localhost", server, new TlsSettings { CaFile = file }));

        Assert.Equal((Phase.Tls, FailureCause.Local), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.EndsWith($": {file}: {words}", seen.Failure?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TlsVersion.Tls12, TlsVersion.Tls13, SslProtocols.Tls13)]
    [InlineData(TlsVersion.Tls12, TlsVersion.Tls12, SslProtocols.Tls12)]
    [InlineData(TlsVersion.Tls13, TlsVersion.Tls13, SslProtocols.Tls13)]
    public async Task The_newest_version_within_the_bounds_is_spoken(TlsVersion min, TlsVersion max, SslProtocols expected)
    {
        await using ScriptedServer server = Serve(TestCertificates.Valid);

        Observation seen = await RunAsync(CheckOf("localhost", server, Trusting with { MinVersion = min, MaxVersion = max }));

        Assert.Equal(expected, seen.Tls?.Protocol);
    }

    [Fact]
    public async Task Old_servers_can_only_be_allowed_for_a_process_of_its_own()
    {
        await using ScriptedServer server = Serve(TestCertificates.Valid);

        Observation seen = await RunAsync(CheckOf("localhost", server, TlsSettings.Unverified with { AllowLegacy = true }));

        Assert.Equal((Phase.Tls, FailureCause.Local), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.EndsWith(
            ": legacy TLS can only be allowed for a whole process, on Linux; run this check with check-tcp", seen.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_check_takes_versions_the_wrong_way_round()
    {
        TlsSettings settings = Trusting with { MinVersion = TlsVersion.Tls13, MaxVersion = TlsVersion.Tls12 };

        Assert.Throws<ArgumentException>(() => CheckOf(1) with { Tls = settings });
        Assert.Throws<ArgumentException>(() => new StartTlsStep(settings));
        Assert.Throws<ArgumentException>(() => new StartTlsStep(TlsSettings.Verified) with { Settings = settings });
    }

    [Theory]
    [InlineData("http/1.1", "h2,http/1.1", "http/1.1")]
    [InlineData("h2", "", null)]
    public async Task The_server_chooses_among_the_protocols_that_it_is_offered(string spoken, string offered, string? chosen)
    {
        await using ScriptedServer server = Serve(TestCertificates.Valid, options => options.ApplicationProtocols = [new(spoken)]);

        Observation seen = await RunAsync(
            CheckOf("localhost", server, Trusting with { ApplicationProtocols = [.. offered.Split(',', StringSplitOptions.RemoveEmptyEntries)] }));

        Assert.Null(seen.Failure);
        Assert.Equal(chosen, seen.Tls!.ApplicationProtocol);
    }

    [Fact]
    public async Task The_servers_key_or_one_above_it_will_do_for_a_pin()
    {
        ServerCertificate shown = TestCertificates.ByIntermediate;
        PublicKeyPin other = PublicKeyPin.Of([1]);

        Assert.Null(await FailureOf(Trusting with { Pins = [other, PinOf(shown.Leaf)] }));
        Assert.Null(await FailureOf(Trusting with { Pins = [PinOf(shown.Intermediates[0])] }));
        Assert.Null(await FailureOf(TlsSettings.Unverified with { Pins = [PinOf(shown.Leaf)] }));
        Assert.Equal(FailureCause.CertificatePinMismatch, (await FailureOf(Trusting with { Pins = [other] }))?.Cause);
        Assert.Equal(
            $"certificate refused: no key is one of those pinned, the server's is {PinOf(shown.Leaf)}",
            (await FailureOf(TlsSettings.Unverified with { Pins = [other] }))?.Message.Split(": ", 2)[1]);

        async Task<Failure?> FailureOf(TlsSettings settings)
        {
            await using ScriptedServer server = Serve(shown);
            return (await RunAsync(CheckOf("localhost", server, settings))).Failure;
        }
    }

    [Fact] // anyone can send along a certificate that is not his
    public async Task A_key_above_the_servers_proves_nothing_when_the_chain_is_not_verified()
    {
        ServerCertificate shown = TestAuthority.SelfSign(new()) with { Intermediates = TestCertificates.ByIntermediate.Intermediates };
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.StartTlsAsync(shown.ToServerOptions());
            await peer.SendAsync("220 ready\r\n");
        });

        Observation seen = await RunAsync(
            CheckOf("localhost", server, TlsSettings.Unverified with { Pins = [PinOf(shown.Intermediates[0])] }));

        Assert.Equal(FailureCause.CertificatePinMismatch, seen.Failure?.Cause);
    }

    [Fact]
    public async Task A_pin_that_does_not_match_is_told_beside_what_else_is_wrong()
    {
        await using ScriptedServer server = Serve(TestCertificates.Expired);

        Observation seen = await RunAsync(CheckOf("localhost", server, Trusting with { Pins = [PublicKeyPin.Of([1])] }));

        Assert.Equal(FailureCause.CertificatePinMismatch, seen.Failure?.Cause);
        Assert.Contains("expired on", seen.Failure?.Message, StringComparison.Ordinal);
        Assert.Contains("no key is one of those pinned", seen.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alert_in_the_handshake_is_a_failure_with_its_number_also_when_it_is_expected()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(new byte[] { 21, 3, 3, 0, 2, 2, 40 });
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf("localhost", server, Trusting with { ExpectedAlert = 40 }));

        Assert.Equal((FailureCause.TlsAlert, 40), (seen.Failure?.Cause, seen.Failure?.TlsAlert));
    }

    [Fact]
    public async Task A_server_that_goes_on_does_not_refuse()
    {
        await using ScriptedServer server = Serve(TestCertificates.Valid);

        Observation seen = await RunAsync(CheckOf("localhost", server, Trusting with { ExpectedAlert = 116 }));

        Assert.Equal((Phase.Tls, FailureCause.TlsNotRefused), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.EndsWith(": the server does not refuse; TLS alert certificate_required was expected", seen.Failure?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_server_that_closes_instead_of_the_alert_does_refuse_but_not_as_expected(SslProtocols version)
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            SslServerAuthenticationOptions options = TestCertificates.Valid.ToServerOptions();
            options.EnabledSslProtocols = version;
            await peer.StartTlsAsync(options);
            peer.Truncate();
        });

        Observation seen = await RunAsync(CheckOf("localhost", server, Trusting with { ExpectedAlert = 116 }));

        Assert.Equal((Phase.Tls, FailureCause.Closed), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.EndsWith(": connection closed by peer, without a TLS alert", seen.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_silent_does_not_refuse_also_when_there_is_less_time_than_is_usually_waited()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.StartTlsAsync(TestCertificates.Valid.ToServerOptions());
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(Within(2.9, CheckOf("localhost", server, Trusting with { ExpectedAlert = 116 })));

        Assert.Equal(Phase.Tls, seen.Failure?.Phase);
        Assert.True(seen.Tls is null || seen.Failure?.Cause == FailureCause.TlsNotRefused, $"{seen.Failure}"); // unless the handshake took it all
    }

    [Fact]
    public async Task A_staple_is_looked_for_only_when_it_was_asked_for()
    {
        await using ScriptedServer server = Serve(TestCertificates.Valid);

        Assert.Equal(OcspStaple.NotJudged, (await RunAsync(CheckOf("localhost", server, Trusting))).Tls?.OcspStaple);
        Assert.Equal(
            OcspStaple.Missing,
            (await RunAsync(CheckOf("localhost", server, Trusting with { OcspStapling = OcspStapling.Asked }))).Tls?.OcspStaple);
        Assert.Equal(
            FailureCause.CertificateStapleMissing,
            (await RunAsync(CheckOf("localhost", server, Trusting with { OcspStapling = OcspStapling.Required }))).Failure?.Cause);
    }

    private static TcpCheck CheckOf(string host, ScriptedServer server, TlsSettings settings) =>
        CheckOf(Target.Tcp(host, server.Port), Expect("^220")) with { Tls = settings };

    private static ScriptedServer Serve(ServerCertificate certificate, Action<SslServerAuthenticationOptions>? change = null) =>
        ScriptedServer.Start(async peer =>
        {
            SslServerAuthenticationOptions options = certificate.ToServerOptions();
            change?.Invoke(options);
            await peer.StartTlsAsync(options);
            await peer.SendAsync("220 ready\r\n");
        });

    private static PublicKeyPin PinOf(X509Certificate2 certificate) => PublicKeyPin.Of(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    private static string? SubjectOf(ReadOnlyMemory<byte> der) => CertificateFacts.Of(der)?.Subject;
}
