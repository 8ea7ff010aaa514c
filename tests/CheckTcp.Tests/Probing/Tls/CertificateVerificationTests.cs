using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing;
using CheckTcp.Probing.Tls;
using CheckTcp.TestSupport;
using TrustStore = CheckTcp.Probing.Tls.TrustStore;

namespace CheckTcp.Tests.Probing.Tls;

public sealed class CertificateVerificationTests : IDisposable
{
    private static readonly Lazy<RSA> Rsa = new(() => RSA.Create(2048));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact] // without a handshake: hardly any server can be made to show such a certificate
    public void A_signature_that_can_be_forged_is_refused()
    {
        TlsFault? fault = Verify(TestCertificates.BySha1);

        Assert.Equal(
            new TlsFault(
                FailureCause.CertificateInvalid, "certificate refused: the signature of CN=Test Root uses SHA-1, which can be forged"),
            fault);
    }

    [Fact]
    public void A_signature_of_today_is_accepted() => Assert.Null(Verify(TestCertificates.Valid));

    [Theory] // RFC 4055 section 3.1: no parameters mean SHA-1
    [InlineData("300D06092A864886F70D01010A3000", "SHA1", "the signature of CN=Root uses SHA-1, which can be forged")]
    [InlineData("300B06092A864886F70D01010A", "SHA1", "the signature of CN=Root uses SHA-1, which can be forged")]
    [InlineData(
        "304106092A864886F70D01010A3034A00F300D06096086480165030402010500A11C301A06092A864886F70D010108300D06096086480165030402010500A203020120",
        "SHA256", null)]
    public void The_hash_of_a_signature_by_PSS_is_judged_too(string algorithm, string hash, string? words)
    {
        RSA key = Rsa.Value;
        var generator = new PssSignatureGenerator(key, Convert.FromHexString(algorithm), new HashAlgorithmName(hash));
        var subject = new CertificateRequest("CN=Root", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        subject.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 root = subject.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 leaf = request.Create(root.SubjectName, generator, now.AddDays(-1), now.AddDays(1), [1]);

        TlsFault? fault = Verify(new ServerCertificate(leaf), root.ExportCertificatePem());

        Assert.True(words is null ? fault is null : fault?.Words.EndsWith(words, StringComparison.Ordinal), fault?.Words);
    }

    [Fact]
    public void A_certificate_that_is_for_clients_alone_is_refused_in_plain_words() => Assert.Equal(
        new TlsFault(
            FailureCause.CertificateInvalid,
            "certificate refused: it, or one above it, is not meant for servers (serverAuth is missing)"),
        Verify(TestCertificates.Trusted.Issue(new() { IsForClients = true })));

    [Fact]
    public void Of_several_causes_the_gravest_is_told_as_the_cause()
    {
        var session = new TlsSession { Certificate = TestCertificates.Valid.Leaf.RawData };
        PublicKeyPin other = PublicKeyPin.Of([1]);

        TlsFault? wrongName = PinnedKeys.Judge([other], session, new TlsFault(FailureCause.CertificateWrongName, "it is not for a"));
        TlsFault? revoked = PinnedKeys.Judge([other], session, new TlsFault(FailureCause.CertificateRevokedByStaple, "it was revoked"));

        Assert.Equal(FailureCause.CertificatePinMismatch, wrongName?.Cause);
        Assert.Equal(FailureCause.CertificateRevokedByStaple, revoked?.Cause);
        Assert.StartsWith("it is not for a, no key", wrongName?.Words, StringComparison.Ordinal);
        Assert.StartsWith("it was revoked, no key", revoked?.Words, StringComparison.Ordinal);
    }

    private TlsFault? Verify(ServerCertificate shown) => Verify(shown, TestCertificates.Trusted.Pem);

    private TlsFault? Verify(ServerCertificate shown, string roots)
    {
        var trust = new TrustStore(new TrustLocations([_folder.Write("ca.pem", roots)], []));
        trust.Prepare();
        var name = ServerName.Of(Target.Tcp("localhost", 1), TlsSettings.Verified);
        return CertificateVerification.Verify(shown.Leaf, [.. shown.Intermediates], name, trust, OcspStapling.Ignored).Fault;
    }

    /// <summary>Signs by RSASSA-PSS, and says of its hash what it is told to.</summary>
    private sealed class PssSignatureGenerator(RSA key, byte[] algorithm, HashAlgorithmName hash) : X509SignatureGenerator
    {
        public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => algorithm;

        public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) => key.SignData(data, hash, RSASignaturePadding.Pss);

        protected override PublicKey BuildPublicKey() => CreateForRSA(key, RSASignaturePadding.Pkcs1).PublicKey;
    }
}
