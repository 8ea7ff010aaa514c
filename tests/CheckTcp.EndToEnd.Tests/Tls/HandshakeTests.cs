using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.Patterns;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

public class HandshakeTests
{
    [Theory]
    [InlineData("-tls1_2", @"TLSv1\.2")]
    [InlineData("-tls1_3", @"TLSv1\.3")]
    public async Task A_server_of_one_version_is_met_in_that_version(string option, string version)
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid, option);

        ProgramRun run = await RunAsync(server, "-E", "-s", @"GET / HTTP/1.0\r\n\r\n", "-e", @$"Protocol\s*: {version}");

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("-tls1_2")]
    [InlineData("-tls1_3")]
    public async Task A_prober_that_met_a_server_before_sees_what_it_shows_now(string option)
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid, option);
        var check = new TcpCheck
        {
            Target = Target.Tcp("localhost", server.Port),
            Tls = TlsSettings.Unverified,
            Steps = [new SendStep("GET / HTTP/1.0\r\n\r\n"u8.ToArray()), new ExpectStep(Pattern.Parse("(?m)^(New|Reused), TLS"))],
        };
        var prober = new Prober();

        Observation first = await prober.RunAsync(check, TestContext.Current.CancellationToken);
        Observation second = await prober.RunAsync(check, TestContext.Current.CancellationToken);

        Assert.Contains("\nNew, TLS", ByteText.Decode(first.Response.Span), StringComparison.Ordinal);
        Assert.Contains("\nNew, TLS", ByteText.Decode(second.Response.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("handshake_failure", "-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256")] // no cipher for its P-256 key
    [InlineData("protocol_version", "-tls1", "-cipher", "ALL:@SECLEVEL=0")] // older than any client speaks
    [InlineData("unrecognized_name", "-servername", "elsewhere.example", "-servername_fatal")]
    public async Task A_handshake_that_the_server_refuses_is_CRITICAL_with_the_name_of_its_alert(string alert, params string[] options)
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid, options);

        ProgramRun run = await RunAsync(server);

        Assert.Matches(@$"\ATCP CRITICAL: .*TLS.*{alert}.*\n\z", run.Output);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("ECDHE-RSA-CHACHA20-POLY1305", "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256")]
    [InlineData("ECDHE-RSA-AES256-SHA", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA")]
    [InlineData("AES128-SHA", "TLS_RSA_WITH_AES_128_CBC_SHA")]
    [InlineData("AES256-GCM-SHA384", "TLS_RSA_WITH_AES_256_GCM_SHA384")]
    [InlineData("DHE-RSA-AES128-SHA256", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256")]
    public async Task A_server_with_one_cipher_of_OpenSSLs_default_list_works_and_the_cipher_is_shown(string cipher, string suite)
    {
        using RSA key = RSA.Create(2048);
        using X509Certificate2 certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        using OpensslServer server = await OpensslServer.StartAsync(new ServerCertificate(certificate), "-tls1_2", "-cipher", cipher);

        ProgramRun run = await RunAsync(server, "--json");

        Assert.Contains($"\"cipherSuite\":\"{suite}\"", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_is_CRITICAL()
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 ready, and not by TLS\r\n");
            await peer.StallAsync();
        });

        ProgramRun run = await Plugin.RunAsync("-H", "localhost", "-p", $"{server.Port}", "--ssl", "--no-check-certificate");

        Assert.Matches(@"\ATCP CRITICAL: .*TLS.*\n\z", run.Output);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
    }

    private static Task<ProgramRun> RunAsync(OpensslServer server, params string[] more) =>
        Plugin.RunAsync(["-H", "localhost", "-p", $"{server.Port}", "--ssl", "--no-check-certificate", .. more]);
}
