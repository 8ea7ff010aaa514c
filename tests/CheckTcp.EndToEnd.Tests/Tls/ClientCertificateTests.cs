using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

/// <summary>A server of OpenSSL's that insists on a client's certificate.</summary>
public sealed class ClientCertificateTests : IDisposable
{
    private const string Request = @"GET / HTTP/1.0\r\n\r\n";

    private static readonly ServerCertificate Known = TestCertificates.Trusted.Issue(new() { CommonName = "the client" });
    private static readonly ServerCertificate Stranger = TestAuthority.CreateRoot("Another Root").Issue(new() { CommonName = "a stranger" });

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_client_that_is_known_is_let_in(string version)
    {
        (string certificate, string key) = Known.WritePem(_folder, "client");

        ProgramRun run = await RunAsync(version, "--client-cert", certificate, "--client-key", key, "-E", "-s", Request, "-e", "HTTP/1.0 200");

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task PKCS12_as_OpenSSL_makes_it_lets_a_client_in(string version)
    {
        (string certificate, string key) = Known.WritePem(_folder, "client");
        string password = _folder.Write("password", "hush\n");
        ProgramRun made = await new ProgramCall(
            "openssl", "pkcs12", "-export", "-in", certificate, "-inkey", key, "-passout", $"file:{password}", "-out", _folder / "client.p12").RunAsync();
        Assert.True(made.ExitCode == 0, made.Error);
        string[] client = ["--client-cert", _folder / "client.p12", "-E", "-s", Request, "-e", "HTTP/1.0 200"];

        ProgramRun run = await RunAsync(version, [.. client, "--key-password-file", password]);
        ProgramRun locked = await RunAsync(version, client);

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\ATCP CRITICAL: .*/client\.p12: .*it is encrypted; name the file that holds its password", locked.Output);
    }

    [Theory]
    [InlineData("rsa", "-traditional", "the key is encrypted in OpenSSL's traditional form")]
    [InlineData("ed25519", null, "keys of Ed25519 cannot be used here; use one of RSA or ECDSA")]
    [InlineData("rsa-pss", null, "keys of RSASSA-PSS cannot be used here; use one of RSA or ECDSA")]
    public async Task A_key_of_OpenSSL_that_cannot_be_read_is_told_as_such(string kind, string? form, string why)
    {
        (string certificate, string key) = (_folder / "c.pem", _folder / "c.key");
        string encrypt = form is null ? "" : $" && openssl pkey -in {key} {form} -aes128 -passout pass:hush -out {key}.new && mv {key}.new {key}";
        string script = $"openssl req -x509 -newkey {kind} -nodes -subj /CN=client -keyout {key} -out {certificate}{encrypt}";
        ProgramRun made = await new ProgramCall("/bin/sh", "-c", script).RunAsync();
        Assert.True(made.ExitCode == 0, made.Error);

        ProgramRun run = await RunAsync("-tls1_3", "--client-cert", certificate, "--client-key", key);

        Assert.Contains($"{key}: the client certificate cannot be used: {why}", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rsa:1024", "RSA, 1024 bits")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:prime192v1", "ECDSA, 192 bits")]
    public async Task A_key_that_is_too_small_is_told_with_its_kind(string kind, string shown)
    {
        (string certificate, string key) = (_folder / "c.pem", _folder / "c.key");
        string script = $"openssl req -x509 -newkey {kind} -nodes -subj /CN=client -keyout {key} -out {certificate}";
        ProgramRun made = await new ProgramCall("/bin/sh", "-c", script).RunAsync();
        Assert.True(made.ExitCode == 0, made.Error);

        ProgramRun run = await RunAsync("-tls1_3", "--client-cert", certificate, "--client-key", key, "--json");

        Assert.Contains(
            $"{certificate}: the client certificate cannot be used: its key ({shown}), or a key or signature above it, is too weak",
            run.Output, StringComparison.Ordinal);
        Assert.Contains("\"cause\":\"local\"", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls1_2", "handshake_failure", @"WARNING: certificate expires in \d+ days \(.*\)")]
    [InlineData("-tls1_3", "certificate_required", @"WARNING: certificate expires in \d+ days \(.*\)")]
    public async Task Days_and_times_are_judged_beside_an_alert_that_is_expected(string version, string alert, string verdict)
    {
        ProgramRun expiring = await RunAsync(version, "--expect-tls-alert", alert, "-D", "20000,10");
        ProgramRun slow = await RunAsync(version, "--expect-tls-alert", alert, "-c", "0.000001");

        Assert.Matches($@"\ATCP {verdict}: Verified that the server refuses", expiring.Output);
        Assert.Matches(@"\ATCP CRITICAL: total took .* seconds, more than 0.000001: Verified that the server refuses", slow.Output);
        Assert.Equal(2, slow.ExitCode);
    }

    [Theory]
    [InlineData("-tls1_2", "handshake_failure")]
    [InlineData("-tls1_3", "certificate_required")]
    public async Task That_nobody_gets_in_without_a_certificate_is_proved(string version, string alert)
    {
        ProgramRun run = await RunAsync(version, "--expect-tls-alert", alert);

        Assert.Matches(@$"\ATCP OK: Verified that the server refuses with TLS alert {alert}\. \(port=\d+\)\n\z", run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_stranger_is_refused_by_the_alert_for_his_authority(string version)
    {
        (string certificate, string key) = Stranger.WritePem(_folder, "stranger");

        ProgramRun run = await RunAsync(version, "--client-cert", certificate, "--client-key", key, "--expect-tls-alert", "unknown_ca");

        Assert.StartsWith("TCP OK: Verified that the server refuses with TLS alert unknown_ca.", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_stranger_who_is_refused_is_CRITICAL_whatever_is_said(string version)
    {
        (string certificate, string key) = Stranger.WritePem(_folder, "stranger");
        string[] stranger = ["--client-cert", certificate, "--client-key", key];

        ProgramRun silent = await RunAsync(version, stranger);
        ProgramRun leaving = await RunAsync(version, [.. stranger, "-q", "QUIT"]);
        ProgramRun asking = await RunAsync(version, [.. stranger, "-E", "-s", Request, "-e", "HTTP/1.0 200"]);
        ProgramRun late = await RunAsync(version, [.. stranger, "--step", "wait=0.2", "--step", "send=a", "--step", "wait=0.2", "--step", "send=b"]);

        Assert.All([silent, leaving, asking, late], run => Assert.Matches(@"\ATCP CRITICAL: .*refused with TLS alert unknown_ca\n\z", run.Output));
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_client_that_is_known_need_not_expect_anything(string version)
    {
        (string certificate, string key) = Known.WritePem(_folder, "client");

        ProgramRun run = await RunAsync(version, "--client-cert", certificate, "--client-key", key, "-c", "1");

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("3")]
    public async Task A_server_that_does_not_refuse_is_told_from_one_that_is_late_whatever_the_deadline(string timeout)
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid, "-tls1_3");

        ProgramRun run = await Plugin.RunAsync(
            "-H", "localhost", "-p", $"{server.Port}", "-S", "--no-check-certificate", "--expect-tls-alert", "certificate_required", "-t", timeout);

        Assert.Matches(@"\ATCP CRITICAL: .*the server does not refuse; TLS alert certificate_required was expected\n\z", run.Output);
    }

    [Fact]
    public async Task Another_alert_than_expected_is_CRITICAL_and_both_are_named()
    {
        ProgramRun run = await RunAsync("-tls1_3", "--expect-tls-alert", "access_denied");

        Assert.Matches(@"\ATCP CRITICAL: .*refused with TLS alert certificate_required, not access_denied\n\z", run.Output);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_missing_certificate_is_CRITICAL_with_the_servers_alert_in_the_dialogue_too()
    {
        ProgramRun run = await RunAsync("-tls1_3", "-E", "-s", Request, "-e", "HTTP/1.0 200");

        Assert.Matches(@"\ATCP CRITICAL: receive from .*: refused with TLS alert certificate_required\n\z", run.Output);
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_server_that_lets_everybody_in_does_not_pass_for_one_that_refuses(string version)
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid, version);

        ProgramRun run = await Plugin.RunAsync(
            "-H", "localhost", "-p", $"{server.Port}", "-S", "--no-check-certificate", "--expect-tls-alert", "certificate_required");

        Assert.Matches(@"\ATCP CRITICAL: .*the server does not refuse; TLS alert certificate_required was expected\n\z", run.Output);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
    }

    private async Task<ProgramRun> RunAsync(string version, params string[] more)
    {
        string authority = _folder.Write("ca.pem", TestCertificates.Trusted.Pem);
        using OpensslServer server = await OpensslServer.StartAsync(
            TestCertificates.Valid, version, "-Verify", "3", "-verify_return_error", "-CAfile", authority);
        return await Plugin.RunAsync(["-H", "localhost", "-p", $"{server.Port}", "-S", "--ca-file", authority, .. more]);
    }
}
