using System.Security.Cryptography.X509Certificates;
using System.Text;
using CheckTcp.Probing.Tls;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Tls;

public sealed class PemCertificatesTests : IDisposable
{
    private static readonly string Root = TestCertificates.Trusted.Pem + "\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_hides_no_certificate(string encoding)
    {
        var its = Encoding.GetEncoding(encoding);
        string file = _folder / "marked.pem";
        File.WriteAllBytes(file, [.. its.GetPreamble(), .. its.GetBytes(Root)]);

        Assert.Single(PemCertificates.Read(file));
    }

    [Fact]
    public void Marked_files_that_were_joined_are_read_to_the_end() =>
        Assert.Equal(2, PemCertificates.Read(_folder.Write("joined.pem", $"\uFEFF{Root}\uFEFF{Root}")).Count);

    [Fact]
    public void Certificates_are_found_between_other_kinds()
    {
        string key = TestCertificates.Valid.Leaf.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

        Assert.Equal(2, PemCertificates.Read(_folder.Write("mixed.pem", $"{key}\nBag Attributes\n{Root}{key}\n{Root}")).Count);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("-addtrust serverAuth", 1)]
    [InlineData("-addtrust clientAuth -addtrust serverAuth -setalias name", 1)]
    [InlineData("-addtrust anyExtendedKeyUsage", 1)]
    [InlineData("-addtrust clientAuth", 0)]
    [InlineData("-addreject serverAuth", 0)]
    [InlineData("-addtrust serverAuth -addreject anyExtendedKeyUsage", 0)]
    [InlineData("-addreject clientAuth", 1)]
    public async Task A_certificate_in_OpenSSLs_own_form_is_trusted_for_what_it_says(string settings, int expected)
    {
        string plain = _folder.Write("plain.pem", Root);
        ProgramRun made = await new ProgramCall(
            "openssl", ["x509", "-in", plain, "-trustout", "-out", _folder / "trusted.pem", .. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            .RunAsync(TestContext.Current.CancellationToken);
        Assert.True(made.ExitCode == 0, made.Error);

        List<byte[]> read = PemCertificates.Read(_folder / "trusted.pem");

        Assert.Equal(expected, read.Count);
        Assert.All(read, certificate => Assert.Equal(PemCertificates.Read(plain)[0], certificate));
    }

    [Theory]
    [InlineData("", "it is empty or cannot be read")]
    [InlineData("text", "there is no certificate in it")]
    [InlineData("-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----\n", "it holds PKCS#7; convert it: openssl pkcs7 -print_certs")]
    [InlineData("0\u0001", "it is DER, not PEM; convert it: openssl x509 -inform DER")]
    [InlineData(
        "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----\n",
        "there is no certificate in it, but X509 CRL, DH PARAMETERS")]
    public void A_file_without_certificates_is_told_with_what_it_holds(string content, string why)
    {
        string file = _folder.Write("other.pem", content);

        Assert.Empty(PemCertificates.Read(file));
        Assert.Equal(why, PemCertificates.WhyNone(file));
    }
}
