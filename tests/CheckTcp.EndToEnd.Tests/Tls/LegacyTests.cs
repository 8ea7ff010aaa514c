using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

/// <summary>Servers as old as OpenSSL 3 refuses them by default.</summary>
public sealed class LegacyTests : IDisposable
{
    /// <summary>Of 1,024 bits, made with <c>openssl dhparam 1024</c>.</summary>
    private const string SmallGroup = """
        -----BEGIN DH PARAMETERS-----
        MIGHAoGBANHDo7ulm1SXHMUevMHRVyQ1ZTXuYp275fsMpW0w+3t1m2xtg+INB6dR
        cF1JQHpeGQnzQU33pW5CPI8LFE/2vYhLFZhELUIIzRXziKSDgYJBOSRGalv9d5pv
        tAxdwv68az8be1hySZGQSLTVXNA0cy/pQ0+WJk49PEXGdzuOHD2XAgEC
        -----END DH PARAMETERS-----
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_without_secure_renegotiation_is_met_where_that_is_allowed()
    {
        using GnutlsServer server = await GnutlsServer.StartAsync(
            TestCertificates.Valid, "-a", "--priority", "NORMAL:%DISABLE_SAFE_RENEGOTIATION:-VERS-ALL:+VERS-TLS1.2");

        await AssertOnlyWhereAllowedAsync(
            server.Port, "the server does not support secure renegotiation (RFC 5746); update it, or allow it with --tls-legacy");
    }

    [Fact]
    public async Task A_server_with_a_small_Diffie_Hellman_group_is_met_where_that_is_allowed()
    {
        using OpensslServer server = await OpensslServer.StartAsync(
            TestCertificates.ValidRsa, "-tls1_2", "-dhparam", _folder.Write("dh.pem", SmallGroup), "-cipher", "DHE-RSA-AES128-SHA256:@SECLEVEL=0");

        await AssertOnlyWhereAllowedAsync(
            server.Port,
            "the server's Diffie-Hellman parameters are too small for the TLS library of this machine; give the server 2048 bits or ECDHE, "
            + "or allow it with --tls-legacy");
    }

    [Fact]
    public async Task A_server_that_signs_as_before_TLS_12_is_met_where_that_is_allowed()
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.ValidRsa, "-tls1_1", "-cipher", "ECDHE-RSA-AES128-SHA:@SECLEVEL=0");

        await AssertOnlyWhereAllowedAsync(
            server.Port,
            "the server signs by MD5 and SHA-1, as TLS 1.0 and 1.1 do, which the TLS library of this machine, as it is configured, does not take; "
            + "--tls-legacy allows it",
            "--tls-max", "1.1");
    }

    [Fact]
    public async Task A_certificate_is_verified_where_old_servers_are_allowed_too()
    {
        using OpensslServer server = await OpensslServer.StartAsync(TestCertificates.UnknownIssuer);

        ProgramRun run = await Plugin.RunAsync("-H", "localhost", "-p", $"{server.Port}", "--ssl", "--tls-legacy");

        Assert.Contains("certificate refused: unknown issuer CN=Another Root", run.Output, StringComparison.Ordinal);
    }

    private async Task AssertOnlyWhereAllowedAsync(int port, string why, params string[] more)
    {
        string roots = _folder.Write("ca.pem", TestCertificates.Trusted.Pem);
        string[] options = ["-H", "localhost", "-p", $"{port}", "--ssl", "--ca-file", roots, .. more];

        ProgramRun refused = await Plugin.RunAsync(options);
        ProgramRun allowed = await Plugin.RunAsync([.. options, "--tls-legacy"]);

        Assert.Equal($"TCP CRITICAL: TLS handshake with 127.0.0.1:{port}: {why}\n", refused.Output);
        Assert.StartsWith("TCP OK: ", allowed.Output, StringComparison.Ordinal);
    }
}
