using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

/// <summary>OCSP responses that OpenSSL signs and staples.</summary>
public sealed class StapleTests : IDisposable
{
    // A small authority of OpenSSL's own: it alone signs OCSP responses.
    private const string Script = """
        set -e
        cd "$1"
        key="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
        openssl req -x509 $key -keyout ca.key -out ca.pem -subj "/CN=Stapling Root" -days 9
        openssl req $key -keyout server.key -out server.csr -subj /CN=server
        printf 'subjectAltName=DNS:localhost\n' >server.ext
        openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -set_serial 0x1234 -days 9 -extfile server.ext -out server.pem
        openssl ocsp -issuer ca.pem -cert server.pem -reqout request.der
        printf 'V\t491231235959Z\t\t1234\tunknown\t/CN=server\n' >good.txt
        printf 'R\t491231235959Z\t200101000000Z,keyCompromise\t1234\tunknown\t/CN=server\n' >revoked.txt
        for status in good revoked; do
            openssl ocsp -index $status.txt -CA ca.pem -rsigner ca.pem -rkey ca.key -reqin request.der -respout $status.der -ndays 5 -noverify
        done
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("good.der", "ask", 0, "\"ocspStaple\":\"good\"")]
    [InlineData("good.der", "require", 0, "\"ocspStaple\":\"good\"")]
    [InlineData("revoked.der", "ask", 2, "\"cause\":\"certificate-revoked-by-staple\"")]
    [InlineData("revoked.der", "require", 2, "certificate refused: it was revoked, says the stapled OCSP response")]
    [InlineData(null, "ask", 0, "\"ocspStaple\":\"missing\"")]
    [InlineData(null, "require", 2, "\"cause\":\"certificate-staple-missing\"")]
    [InlineData("revoked.der", null, 0, "\"status\":\"OK\"")]
    public async Task A_staple_is_judged_when_it_was_asked_for(string? staple, string? option, int exitCode, string expected)
    {
        ProgramRun made = await new ProgramCall("/bin/sh", "-c", Script, "sh", _folder.Path).RunAsync();
        Assert.True(made.ExitCode == 0, made.Error);
        using OpensslServer server = await OpensslServer.StartAsync(
            _folder / "server.pem", _folder / "server.key", staple is null ? [] : ["-status_file", _folder / staple]);

        ProgramRun run = await Plugin.RunAsync(
            ["-H", "localhost", "-p", $"{server.Port}", "-S", "--json", "--ca-file", _folder / "ca.pem",
            .. option is null ? Array.Empty<string>() : ["--ocsp-staple", option]]);

        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task That_it_was_revoked_is_the_gravest_of_several_causes()
    {
        ProgramRun made = await new ProgramCall("/bin/sh", "-c", Script, "sh", _folder.Path).RunAsync();
        Assert.True(made.ExitCode == 0, made.Error);
        using OpensslServer server = await OpensslServer.StartAsync(
            _folder / "server.pem", _folder / "server.key", "-status_file", _folder / "revoked.der");

        ProgramRun run = await Plugin.RunAsync(
            "-H", "localhost", "-p", $"{server.Port}", "-S", "--json", "--ca-file", _folder / "ca.pem", "--ocsp-staple", "ask", "--sni", "elsewhere.example");

        Assert.Contains("\"cause\":\"certificate-revoked-by-staple\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("it is not for elsewhere.example", run.Output, StringComparison.Ordinal);
    }
}
