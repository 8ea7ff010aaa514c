using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing;
using CheckTcp.TestSupport;
using CsCheck;

namespace CheckTcp.Tests.Probing;

public class CertificateFactsTests
{
    [Fact]
    public void A_name_that_cannot_be_read_hides_no_more_than_the_names()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        byte[] addressOfFiveBytes = [0x30, 7, 0x87, 5, 127, 0, 0, 1, 0];
        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", addressOfFiveBytes, critical: false));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        CertificateFacts? facts = CertificateFacts.Of(certificate.RawData);

        Assert.Equal("CN=server", facts?.Subject);
        Assert.Empty(facts!.Addresses);
        Assert.Equal(64, facts.Sha256Fingerprint.Length);
    }

    [Fact]
    public void A_certificate_tells_what_it_says()
    {
        X509Certificate2 leaf = TestCertificates.Trusted.Issue(new() { CommonName = "the server", Address = IPAddress.IPv6Loopback }).Leaf;

        CertificateFacts facts = CertificateFacts.Of(leaf.RawData)!;

        Assert.Equal(("CN=the server", "CN=Test Root", false), (facts.Subject, facts.Issuer, facts.IsSelfSigned));
        Assert.Equal(["localhost"], facts.DnsNames);
        Assert.Equal([IPAddress.IPv6Loopback], facts.Addresses);
        Assert.Equal(leaf.SerialNumber, facts.SerialNumber);
        Assert.Equal((leaf.NotBefore.ToUniversalTime(), leaf.NotAfter.ToUniversalTime()), (facts.NotBefore.UtcDateTime, facts.NotAfter.UtcDateTime));
        Assert.Equal(("ECDSA", 256, "ecdsa-with-SHA256"), (facts.KeyAlgorithm, facts.KeyBits, facts.SignatureAlgorithm));
        Assert.Equal(leaf.GetCertHashString(HashAlgorithmName.SHA256), facts.Sha256Fingerprint);
        Assert.Equal(PublicKeyPin.Of(leaf.PublicKey.ExportSubjectPublicKeyInfo()), facts.Pin);
    }

    [Theory]
    [InlineData("O=x,CN=second,CN=first", "first")] // as it stands in the certificate: the other way round
    [InlineData("CN=other+O=x,CN=first", "first")]
    [InlineData("O=x", null)]
    [InlineData("", null)]
    public void The_common_name_is_the_first_that_stands_for_itself(string subject, string? name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.Create(
            new X500DistinguishedName("CN=Root"), X509SignatureGenerator.CreateForECDsa(key), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), [1]);

        Assert.Equal(name, CertificateFacts.Of(certificate.RawData)!.CommonName);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2047)] // the number's first byte is not full
    [InlineData(2048)]
    public void An_RSA_key_has_the_size_of_its_modulus(int bits)
    {
        var modulus = (System.Numerics.BigInteger.One << (bits - 1)) + 1;
        byte[] key = new RSAParameters { Modulus = modulus.ToByteArray(isUnsigned: true, isBigEndian: true), Exponent = [1, 0, 1] } is var parameters
            ? RSA.Create(parameters).ExportSubjectPublicKeyInfo()
            : [];

        Assert.Equal(("RSA", bits), CheckTcp.Probing.Tls.PublicKeyKind.Of(key));
    }

    [Theory]
    [InlineData("nistP256", 256)]
    [InlineData("nistP384", 384)]
    [InlineData("nistP521", 521)]
    public void A_key_on_a_curve_has_the_curves_size(string curve, int bits)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));

        Assert.Equal(("ECDSA", bits), CheckTcp.Probing.Tls.PublicKeyKind.Of(key.ExportSubjectPublicKeyInfo()));
    }

    [Fact]
    public void A_root_is_self_signed() =>
        Assert.True(CertificateFacts.Of(X509Certificate2.CreateFromPem(TestCertificates.Trusted.Pem).RawData)!.IsSelfSigned);

    [Fact]
    public void The_first_to_expire_is_found_in_the_whole_chain()
    {
        ReadOnlyMemory<byte> longer = TestCertificates.ValidUntil(50).Leaf.RawData, shorter = TestCertificates.ValidUntil(10).Leaf.RawData;

        Assert.Equal(CertificateFacts.Of(shorter), CertificateFacts.OfFirstToExpire(new TlsSession { Certificate = longer, Chain = [shorter, longer] }));
        Assert.Equal(CertificateFacts.Of(shorter), CertificateFacts.OfFirstToExpire(new TlsSession { Certificate = shorter, Chain = [longer] }));
        Assert.Null(CertificateFacts.OfFirstToExpire(new TlsSession()));
    }

    [Fact]
    public void What_is_no_certificate_has_no_facts_and_does_no_harm()
    {
        byte[] real = TestCertificates.Valid.Leaf.RawData;

        Assert.Null(CertificateFacts.Of(ReadOnlyMemory<byte>.Empty));
        Gen.Int[0, real.Length - 1].Select(Gen.Byte).Sample((at, value) =>
        {
            byte[] broken = [.. real];
            broken[at] = value;
            CertificateFacts? facts = CertificateFacts.Of(broken);
            Assert.True(facts is null || facts.Sha256Fingerprint.Length == 64);
        });
    }
}
