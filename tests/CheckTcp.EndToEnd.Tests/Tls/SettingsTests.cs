using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

/// <summary>What the options about TLS make of a server of OpenSSL's.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Authority => _folder.Write("ca.pem", TestCertificates.Trusted.Pem);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--tls-min=1.2", "TLS 1.3")]
    [InlineData("--tls-max=1.2", "TLS 1.2")]
    [InlineData("--tls-min=1.3", "TLS 1.3")]
    public async Task The_newest_version_within_the_bounds_is_spoken(string option, string version)
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid);

        ProgramRun run = await RunAsync(server, option, "--json");

        Assert.Contains($"\"protocol\":\"{version}\"", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("-tls1_2", "--tls-min=1.3", "protocol_version")]
    [InlineData("-tls1_3", "--tls-max=1.2", "protocol_version")]
    public async Task A_server_of_other_versions_refuses_and_that_can_be_expected(string servers, string option, string alert)
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid, servers);

        ProgramRun refused = await RunAsync(server, option);
        ProgramRun expected = await RunAsync(server, option, "--expect-tls-alert", alert);

        Assert.Matches(@$"\ATCP CRITICAL: .*refused with TLS alert {alert}\n\z", refused.Output);
        Assert.StartsWith("TCP OK: Verified", expected.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-tls1", "--tls-min=1.0")]
    [InlineData("-tls1", "--tls-max=1.0")]
    [InlineData("-tls1_1", "--tls-min=1.0")]
    [InlineData("-tls1_1", "--tls-max=1.1")]
    public async Task An_old_server_is_met_where_it_need_not_sign_and_otherwise_this_machines_library_is_at_fault(string version, string option)
    {
        (string certificate, string key) = await RsaAsync();
        using OpensslServer plain = await OpensslServer.StartAsync(certificate, key, version, "-cipher", "AES128-SHA:@SECLEVEL=0");
        using OpensslServer signing = await OpensslServer.StartAsync(certificate, key, version, "-cipher", "ECDHE-RSA-AES128-SHA:@SECLEVEL=0");

        ProgramRun met = await RunAsync(plain, option, "--no-check-certificate", "-v");
        ProgramRun refused = await RunAsync(signing, option, "--no-check-certificate");

        Assert.Matches(@"(?m)^TLS: .*TLS_RSA_WITH_AES_128_CBC_SHA$", met.Error);
        Assert.Equal(0, met.ExitCode);
        Assert.Matches(@"\ATCP CRITICAL: .*the server signs by MD5 and SHA-1, .*the TLS library of this machine, as it is configured, does not take; --tls-legacy allows it\n\z", refused.Output);
    }

    [Fact]
    public async Task What_the_server_chose_by_ALPN_is_shown()
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid, "-alpn", "http/1.1");

        ProgramRun run = await RunAsync(server, "--alpn", "h2,http/1.1", "-v");

        Assert.Matches(@"(?m)^TLS: TLS 1\.3 TLS_\w+, ALPN http/1\.1$", run.Error);
    }

    [Fact]
    public async Task A_server_that_knows_no_protocol_that_is_offered_refuses()
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid, "-alpn", "imap");

        ProgramRun run = await RunAsync(server, "--alpn", "h2");

        Assert.Matches(@"\ATCP CRITICAL: .*refused with TLS alert no_application_protocol\n\z", run.Output);
    }

    [Fact]
    public async Task The_name_that_is_told_decides_which_server_answers()
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.WrongName, "-servername", "elsewhere.example", "-servername_fatal");

        ProgramRun byAddress = await RunAsync(server, "-H", "127.0.0.1", "--sni", "elsewhere.example");
        ProgramRun otherName = await RunAsync(server, "--sni", "nowhere.example");

        Assert.StartsWith("TCP OK: ", byAddress.Output, StringComparison.Ordinal);
        Assert.Matches(@"\ATCP CRITICAL: .*unrecognized_name\n\z", otherName.Output);
    }

    [Fact]
    public async Task The_pin_that_is_shown_is_OpenSSLs_and_can_be_given()
    {
        (string certificate, _) = TestCertificates.Valid.WritePem(_folder, "shown");
        string script = "openssl x509 -in \"$1\" -noout -pubkey | openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | base64";
        string pin = "sha256/" + (await new ProgramCall("/bin/sh", "-c", script, "sh", certificate).RunAsync()).Output.Trim();
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid);

        ProgramRun pinned = await RunAsync(server, "--json", "--pin", pin);
        ProgramRun other = await RunAsync(server, "--pin", "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");

        Assert.Contains($"\"pin\":\"{pin}\"", pinned.Output, StringComparison.Ordinal);
        Assert.Equal(0, pinned.ExitCode);
        Assert.Matches(@"\ATCP CRITICAL: .*no key is one of those pinned, the server's is sha256/.*\n\z", other.Output);
    }

    [Theory]
    [InlineData(10, "7", 0, @"\ATCP OK: \d")]
    [InlineData(10, "30", 1, @"\ATCP WARNING: certificate expires in 9 days \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\): \d")]
    [InlineData(10, "30,14", 2, @"\ATCP CRITICAL: certificate expires in 9 days \(")]
    [InlineData(-2, "30", 2, @"\ATCP CRITICAL: certificate expired on \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ: \d")]
    public async Task Days_left_are_judged(int lastDay, string days, int exitCode, string line)
    {
        using OpensslServer server = await OpensslServer.StartAsync(
            TestCertificates.Trusted.Issue(new() { ValidFromDay = -90, ValidToDay = lastDay }));

        ProgramRun run = await Plugin.RunAsync("-H", "localhost", "-p", $"{server.Port}", "--no-check-certificate", "-D", days);

        Assert.Matches(line, run.Output);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
    }

    private async Task<(string Certificate, string Key)> RsaAsync()
    {
        (string certificate, string key) = (_folder / "rsa.pem", _folder / "rsa.key");
        ProgramRun made = await new ProgramCall(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=server", "-keyout", key, "-out", certificate).RunAsync();
        Assert.True(made.ExitCode == 0, made.Error);
        return (certificate, key);
    }

    private Task<ProgramRun> RunAsync(OpensslServer server, params string[] more) =>
        Plugin.RunAsync(["-H", "localhost", "-p", $"{server.Port}", "-S", "--ca-file", Authority, .. more]);
}
