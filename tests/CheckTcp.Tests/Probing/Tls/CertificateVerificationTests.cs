using CheckTcp.Checks;
using CheckTcp.Probing;
using CheckTcp.Probing.Tls;
using CheckTcp.TestSupport;
using TrustStore = CheckTcp.Probing.Tls.TrustStore;

namespace CheckTcp.Tests.Probing.Tls;

public sealed class CertificateVerificationTests : IDisposable
{
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

    private TlsFault? Verify(ServerCertificate shown)
    {
        var trust = new TrustStore(new TrustLocations([_folder.Write("ca.pem", TestCertificates.Trusted.Pem)], []));
        trust.Prepare();
        var name = ServerName.Of(Target.Tcp("localhost", 1), TlsSettings.Verified);
        return CertificateVerification.Verify(shown.Leaf, [.. shown.Intermediates], name, trust, OcspStapling.Ignored).Fault;
    }
}
