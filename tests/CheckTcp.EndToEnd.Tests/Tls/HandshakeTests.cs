using CheckTcp.Checks;
using CheckTcp.Dialogue;
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
