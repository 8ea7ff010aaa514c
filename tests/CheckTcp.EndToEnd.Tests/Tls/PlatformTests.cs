using CheckTcp.EndToEnd.Tests.Monitor;
using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

/// <summary>A machine whose OpenSSL cannot do what TLS needs.</summary>
public sealed class PlatformTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("CRITICAL", 2)]
    [InlineData("WARNING", 1, "-W")]
    public async Task OpenSSL_without_a_usable_provider_is_one_line_of_the_usual_kind(string status, int code, params string[] more)
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.Valid);
        ProgramCall call = await Plugin.CallAsync(["-H", "localhost", "-p", $"{server.Port}", "--ssl", .. more]);

        ProgramRun run = await call.WithVariable("OPENSSL_CONF", NoProviders()).RunAsync();

        Assert.StartsWith(
            $"TCP {status}: TLS handshake with 127.0.0.1:{server.Port}: OpenSSL has no usable provider on this machine; ", run.Output, StringComparison.Ordinal);
        Assert.Equal((code, ""), (run.ExitCode, run.Error));
        Assert.Single(run.Output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task The_daemon_does_not_start_there()
    {
        MonitorProcess.Configure(_folder, "");
        ProgramCall call = MonitorProgram.Call("--config", _folder / "check-tcpd.conf");

        ProgramRun run = await call.WithVariable("OPENSSL_CONF", NoProviders()).RunAsync();

        Assert.Contains("OpenSSL has no usable provider on this machine; ", run.Output + run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    /// <summary>Whatever is activated by name keeps the default one from being activated (config(5)).</summary>
    private string NoProviders() => _folder.Write(
        "openssl.cnf", "openssl_conf = all\n[all]\nproviders = some\n[some]\nnull = its\n[its]\nactivate = 1\n");
}
