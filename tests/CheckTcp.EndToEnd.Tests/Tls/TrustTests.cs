using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

[Collection<WithRealServers>]
public class TrustTests(RealServers servers)
{
    [Theory]
    [InlineData("SPOP")]
    [InlineData("SIMAP")]
    [InlineData("SSMTP")]
    public async Task A_real_server_is_trusted_by_the_authority_in_a_file(string service)
    {
        using TrustStore trusted = await TrustStore.CreateAsync(TestContext.Current.CancellationToken);

        ProgramRun run = await RunAsync(service, "SSL_CERT_FILE", trusted.File);

        Assert.StartsWith($"{service} OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("SPOP")]
    [InlineData("SIMAP")]
    [InlineData("SSMTP")]
    public async Task A_real_server_is_trusted_by_the_authority_in_a_folder_of_OpenSSLs(string service)
    {
        using TrustStore trusted = await TrustStore.CreateAsync(TestContext.Current.CancellationToken);

        ProgramRun run = await RunAsync(service, "SSL_CERT_DIR", trusted.Folder);

        Assert.StartsWith($"{service} OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("SPOP")]
    [InlineData("SIMAP")]
    [InlineData("SSMTP")]
    public async Task A_real_server_of_an_unknown_authority_is_CRITICAL(string service)
    {
        ProgramRun run = await RunAsync(service, "SSL_CERT_FILE", "/dev/null");

        Assert.Matches(@$"\A{service} CRITICAL: .*certificate.*unknown issuer.*\n\z", run.Output);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
    }

    private async Task<ProgramRun> RunAsync(string service, string variable, string value)
    {
        ProgramCall call = await Plugin.CallAsync("--service", service, "-H", "localhost", "-p", $"{servers.PortOf(service)}");
        return await call.WithVariable(variable, value).RunAsync();
    }
}
