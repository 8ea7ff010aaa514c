using System.Text.Json;
using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

/// <summary>What is told of certificates, held against what OpenSSL says of them.</summary>
public sealed class FactsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, ServerCertificate> Refused => new()
    {
        { "certificate-expired", TestCertificates.Expired },
        { "certificate-not-yet-valid", TestCertificates.NotYetValid },
        { "certificate-self-signed", TestCertificates.SelfSigned },
        { "certificate-wrong-name", TestCertificates.WrongName },
        { "certificate-unknown-issuer", TestCertificates.UnknownIssuer },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task Of_a_refused_certificate_all_is_told(string cause, ServerCertificate certificate)
    {
        using OpensslServer server = await OpensslServer.StartAsync(certificate);

        JsonElement report = await ReportAsync(server.Port, "--ca-file", _folder.Write("ca.pem", TestCertificates.Trusted.Pem));

        JsonElement tls = report.GetProperty("tls");
        Assert.Equal(cause, report.GetProperty("failure").GetProperty("cause").GetString());
        Assert.Equal("TLS 1.3", tls.GetProperty("protocol").GetString());
        Assert.Equal(certificate.Leaf.Subject, tls.GetProperty("subject").GetString());
        Assert.Equal(certificate.Leaf.Issuer, tls.GetProperty("issuer").GetString());
        Assert.Equal(certificate.Leaf.SerialNumber, tls.GetProperty("serialNumber").GetString());
        Assert.Equal(certificate.Leaf.NotAfter, tls.GetProperty("notAfter").GetDateTime().ToLocalTime());
        Assert.Equal(certificate.Leaf.NotBefore, tls.GetProperty("notBefore").GetDateTime().ToLocalTime());
        Assert.InRange(tls.GetProperty("daysLeft").GetDouble(), -3, 91);
    }

    [Theory]
    [InlineData("rsa:2048", "RSA", 2048, "sha256WithRSAEncryption")]
    [InlineData("rsa-pss:2048", "RSASSA-PSS", 2048, "RSASSA-PSS")]
    [InlineData("ec:P-256", "ECDSA", 256, "ecdsa-with-SHA256")]
    [InlineData("ec:P-384", "ECDSA", 384, "ecdsa-with-SHA256")]
    [InlineData("ed25519", "Ed25519", 256, "Ed25519")]
    [InlineData("ed448", "Ed448", 456, "Ed448")]
    public async Task The_kind_of_key_is_told(string key, string algorithm, int bits, string signature)
    {
        (string certificate, string keyFile) = await SelfSignAsync(key);
        using OpensslServer server = await OpensslServer.StartAsync(certificate, keyFile);

        JsonElement tls = (await ReportAsync(server.Port, "--ca-file", certificate)).GetProperty("tls");

        Assert.Equal(algorithm, tls.GetProperty("keyAlgorithm").GetString());
        Assert.Equal(bits, tls.GetProperty("keyBits").GetInt32());
        Assert.Equal(signature, tls.GetProperty("signatureAlgorithm").GetString());
        Assert.True(tls.GetProperty("selfSigned").GetBoolean());
        Assert.True(tls.GetProperty("chainTrusted").GetBoolean());
        Assert.Equal(await OpensslAsync("x509", "-in", certificate, "-noout", "-fingerprint", "-sha256"), $"sha256Fingerprint={tls.GetProperty("sha256Fingerprint")}");
        Assert.Equal(["localhost"], tls.GetProperty("dnsNames").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["127.0.0.1", "::1"], tls.GetProperty("addresses").EnumerateArray().Select(name => name.GetString()));
    }

    [Fact]
    public async Task The_whole_chain_is_told_and_the_first_of_it_to_expire()
    {
        ServerCertificate shown = TestCertificates.ByIntermediate;
        string above = _folder.Write("above.pem", shown.Intermediates[0].ExportCertificatePem());
        using OpensslServer server = await OpensslServer.StartAsync(shown, "-cert_chain", above);

        JsonElement tls = (await ReportAsync(server.Port, "--ca-file", _folder.Write("ca.pem", TestCertificates.Trusted.Pem))).GetProperty("tls");

        Assert.True(tls.GetProperty("chainTrusted").GetBoolean());
        Assert.Equal(2, tls.GetProperty("certificatesSent").GetInt32());
        Assert.Equal("CN=server", tls.GetProperty("firstToExpire").GetProperty("subject").GetString());
    }

    private async Task<(string Certificate, string Key)> SelfSignAsync(string key)
    {
        string[] kind = key.Split(':') switch
        {
            ["rsa-pss", var bits] => ["-newkey", "rsa-pss", "-pkeyopt", $"rsa_keygen_bits:{bits}"],
            ["ec", var curve] => ["-newkey", "ec", "-pkeyopt", $"ec_paramgen_curve:{curve}"],
            _ => ["-newkey", key],
        };
        await OpensslAsync(
            ["req", "-x509", .. kind, "-nodes", "-keyout", _folder / "key.pem", "-out", _folder / "cert.pem", "-subj", "/CN=server", "-days", "9",
            "-sha256", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1"]);
        return (_folder / "cert.pem", _folder / "key.pem");
    }

    /// <returns>What it prints, without the colons between the bytes.</returns>
    private static async Task<string> OpensslAsync(params string[] arguments)
    {
        ProgramRun run = await new ProgramCall("openssl", arguments).RunAsync();
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output.Trim().Replace(":", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
    }

    private static async Task<JsonElement> ReportAsync(int port, params string[] more)
    {
        ProgramRun run = await Plugin.RunAsync(["-H", "localhost", "-p", $"{port}", "-S", "--json", .. more]);
        using JsonDocument document = JsonDocument.Parse(run.Output);
        return document.RootElement.Clone();
    }
}
