using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

/// <summary>A server of GnuTLS, whose alerts are not those of OpenSSL.</summary>
public class GnutlsTests
{
    private const string Only12 = "NORMAL:-VERS-ALL:+VERS-TLS1.2";
    private const string Only13 = "NORMAL:-VERS-ALL:+VERS-TLS1.3";

    [Theory]
    [InlineData(Only12)]
    [InlineData(Only13)]
    public async Task A_server_works(string priority)
    {
        using GnutlsServer server = await GnutlsServer.StartAsync(TestCertificates.Valid, "-a", "--priority", priority);

        ProgramRun run = await RunAsync(server, "-s", "hello\n", "-e", "hello", "-E");

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory] // docs/tls.md has the table
    [InlineData("certificate_required", "--require-client-cert", "--priority", Only13)]
    [InlineData("no_application_protocol", "-a", "--alpn", "h2", "--alpn-fatal")]
    [InlineData("unrecognized_name", "-a", "--sni-hostname", "elsewhere.example", "--sni-hostname-fatal")]
    [InlineData("handshake_failure", "-a", "--priority", "NORMAL:-VERS-ALL:+VERS-DTLS1.2")] // in a record of DTLS
    public async Task A_refusal_is_proved_by_the_alert_that_it_sends(string alert, params string[] options)
    {
        using GnutlsServer server = await GnutlsServer.StartAsync(TestCertificates.Valid, options);

        ProgramRun run = await RunAsync(server, "--alpn", "nope", "--expect-tls-alert", alert);

        Assert.Matches($@"\ATCP OK: Verified that the server refuses with TLS alert {alert}\. \(port=\d+\)\n\z", run.Output);
    }

    private static Task<ProgramRun> RunAsync(GnutlsServer server, params string[] more) =>
        Plugin.RunAsync(["-H", "localhost", "-p", $"{server.Port}", "--ssl", "--no-check-certificate", .. more]);
}
