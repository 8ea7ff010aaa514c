using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing;
using CheckTcp.Probing.Tls;
using CheckTcp.TestSupport;
using static CheckTcp.Tests.Probing.Tls.IssuedCertificate;
using TrustStore = CheckTcp.Probing.Tls.TrustStore;

namespace CheckTcp.Tests.Probing.Tls;

/// <summary>Several certificates of one name, and trust in others than roots.</summary>
public sealed class CertificatePathTests : IDisposable
{
    private static readonly ECDsa Other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(5, 1)] // still valid
    [InlineData(5, 2)] // of another serial number
    [InlineData(-5, 1)]
    public void Of_a_root_and_its_renewal_the_longer_path_is_taken_in_either_order(int oldUntil, byte newSerial)
    {
        X509Certificate2 old = Root("Root", until: oldUntil);
        X509Certificate2 renewed = Root("Root", until: 400, serial: newSerial);
        X509Certificate2 leaf = Of("server", "Root", [], serial: 9);

        AssertUntil(300, leaf, [], [old, renewed]);
        AssertUntil(300, leaf, [], [renewed, old]);
    }

    [Fact]
    public void Of_roots_of_one_name_the_one_that_signed_is_found_in_either_order()
    {
        X509Certificate2 another = Root("Root", Other, until: 400);
        X509Certificate2 signer = Root("Root");
        X509Certificate2 leaf = Of("server", "Root", [], serial: 9);

        AssertUntil(99, leaf, [], [another, signer]);
        AssertUntil(99, leaf, [], [signer, another]);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public void Of_an_intermediate_and_its_renewal_the_longer_path_is_taken_in_either_order(int oldUntil)
    {
        X509Certificate2 root = Root("Root", until: 400);
        X509Certificate2 old = Of("Middle", "Root", [Authority()], until: oldUntil, serial: 2);
        X509Certificate2 renewed = Of("Middle", "Root", [Authority()], until: 350, serial: 3);
        X509Certificate2 leaf = Of("server", "Middle", [], serial: 9, until: 390);

        AssertUntil(340, leaf, [old, renewed], [root]);
        AssertUntil(340, leaf, [renewed, old], [root]);
    }

    [Fact]
    public void Of_intermediates_of_one_name_the_one_that_signed_is_found_in_either_order()
    {
        X509Certificate2 root = Root("Root");
        X509Certificate2 another = Of("Middle", "Root", [Authority()], key: Other, issuerKey: Key, until: 350, serial: 2);
        X509Certificate2 signer = Of("Middle", "Root", [Authority()], serial: 3);
        X509Certificate2 leaf = Of("server", "Middle", [], serial: 9);

        AssertUntil(99, leaf, [another, signer], [root]);
        AssertUntil(99, leaf, [signer, another], [root]);
    }

    [Fact]
    public void An_authority_that_an_old_root_signed_too_does_not_need_it()
    {
        X509Certificate2 own = Root("New Root", until: 400);
        X509Certificate2 crossed = Of("New Root", "Old Root", [Authority()], until: 300, serial: 4);
        X509Certificate2 old = Root("Old Root", until: -1);
        X509Certificate2 leaf = Of("server", "New Root", [], serial: 9, until: 390);

        AssertUntil(380, leaf, [crossed], [old, own]);
    }

    [Fact] // each is tried, but a server cannot have thousands tried
    public void Names_without_end_are_given_up()
    {
        X509Certificate2[] circle = [.. Enumerable.Range(1, 60).Select(i => Of("Middle", "Middle", [Authority()], until: 300 + i, serial: (byte)i))];
        X509Certificate2 leaf = Of("server", "Middle", [], serial: 99);

        Assert.Equal(FailureCause.CertificateUnknownIssuer, Verify(leaf, circle, [Root("Root")]).Fault?.Cause);
    }

    [Fact]
    public void An_intermediate_or_the_servers_own_certificate_is_trusted_when_it_is_named()
    {
        X509Certificate2 middle = Of("Middle", "Root", [Authority()], serial: 2);
        X509Certificate2 leaf = Of("server", "Middle", [Names("localhost")], serial: 9);

        AssertUntil(99, leaf, [], [middle]);
        AssertUntil(99, leaf, [middle], [middle]);
        AssertUntil(99, leaf, [middle, Root("Root")], [middle]); // the root comes along and counts for nothing
        AssertUntil(99, leaf, [], [leaf]);
        AssertUntil(99, leaf, [middle], [leaf]);
    }

    [Fact]
    public void An_intermediate_that_is_trusted_must_have_signed()
    {
        X509Certificate2 another = Of("Middle", "Root", [Authority()], key: Other, issuerKey: Key, serial: 2);
        X509Certificate2 leaf = Of("server", "Middle", [], serial: 9);

        Verification verified = Verify(leaf, [], [another]);

        Assert.NotNull(verified.Fault);
    }

    [Fact]
    public void What_shares_only_the_issuer_and_the_serial_number_of_a_trusted_certificate_is_not_it()
    {
        X509Certificate2 trusted = Of("server", "Nobody", [], serial: 9);
        X509Certificate2 forged = Of("server", "Nobody", [], key: Other, issuerKey: Other, serial: 9);
        X509Certificate2 forgedMiddle = Of("Middle", "Root", [Authority()], key: Other, issuerKey: Other, serial: 2);
        X509Certificate2 below = Of("server", "Middle", [], issuerKey: Other, serial: 9);

        Assert.Equal(FailureCause.CertificateUnknownIssuer, Verify(forged, [], [trusted]).Fault?.Cause);
        Assert.NotNull(Verify(below, [forgedMiddle], [Of("Middle", "Root", [Authority()], serial: 2)]).Fault);
    }

    [Fact]
    public void An_intermediate_that_is_trusted_must_still_be_valid_and_an_authority()
    {
        X509Certificate2 expired = Of("Middle", "Root", [Authority()], until: -2, serial: 2);
        X509Certificate2 none = Of("Middle", "Root", [], serial: 2);
        X509Certificate2 leaf = Of("server", "Middle", [], serial: 9);

        Assert.Equal(FailureCause.CertificateExpired, Verify(leaf, [], [expired]).Fault?.Cause);
        Assert.Equal(FailureCause.CertificateInvalid, Verify(leaf, [], [none]).Fault?.Cause);
    }

    [Fact]
    public void A_machine_without_any_roots_is_told_as_such()
    {
        var trust = new TrustStore(new TrustLocations([_folder / "none.pem"], [_folder / "none"]));
        trust.Prepare();
        X509Certificate2 leaf = Of("server", "Root", [], serial: 9);

        TlsFault? before = CertificateVerification.Verify(leaf, [], null, trust, OcspStapling.Ignored).Fault;
        _folder.Write("none.pem", Pem(Root("Root")));
        TlsFault? installed = CertificateVerification.Verify(leaf, [], null, trust, OcspStapling.Ignored).Fault;

        Assert.Equal(
            new TlsFault(
                FailureCause.CertificateUnknownIssuer,
                $"certificate refused: unknown issuer CN=Root; this machine has no trusted roots, looked for in {_folder / "none.pem"}, "
                + $"{_folder / "none"}; install ca-certificates, or name a file with --ca-file"),
            before);
        Assert.Null(installed);
    }

    private static Verification Verify(X509Certificate2 leaf, X509Certificate2[] sent, X509Certificate2[] trusted) =>
        CertificateVerification.Verify(leaf, [leaf, .. sent], null, TrustStore.Of([.. trusted]), OcspStapling.Ignored);

    /// <summary>That it is taken, and that nothing of its chain ends before so many days.</summary>
    private static void AssertUntil(int days, X509Certificate2 leaf, X509Certificate2[] sent, X509Certificate2[] trusted)
    {
        Verification verified = Verify(leaf, sent, trusted);

        Assert.Null(verified.Fault);
        Assert.All(
            verified.Chain.Skip(leaf.NotAfter < TimeProvider.System.GetUtcNow().AddDays(days) ? 1 : 0),
            der => Assert.True(CertificateFacts.Of(der)!.NotAfter > TimeProvider.System.GetUtcNow().AddDays(days), CertificateFacts.Of(der)!.Subject));
    }
}
