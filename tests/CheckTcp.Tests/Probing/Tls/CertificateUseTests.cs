using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing.Tls;
using CheckTcp.TestSupport;
using static CheckTcp.Tests.Probing.Tls.IssuedCertificate;
using TrustStore = CheckTcp.Probing.Tls.TrustStore;

namespace CheckTcp.Tests.Probing.Tls;

/// <summary>What certificates may be used for, with OpenSSL as the oracle.</summary>
public sealed class CertificateUseTests : IDisposable
{
    private const string Any = "2.5.29.37.0";
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, bool> Servers => new()
    {
        { "plain", true },
        { "key usage digitalSignature", true },
        { "key usage keyEncipherment", true },
        { "key usage keyAgreement", true },
        { "key usage keyCertSign", false }, // RFC 8446 section 4.4.2.2
        { "key usage cRLSign", false },
        { "extended key usage serverAuth", true },
        { "extended key usage clientAuth", false },
        { "extended key usage any", false },
        { "unknown critical extension", false },
        { "intermediate", true },
        { "intermediate that is no authority", false },
        { "intermediate without keyCertSign", false },
        { "intermediate for clients alone", false },
        { "intermediate for any use", false },
        { "intermediate that is expired", false },
        { "intermediate below one that allows none", false },
        { "intermediate that permits the name", true },
        { "intermediate that permits another name alone", false },
        { "intermediate that excludes the name", false },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_certificate_is_taken_where_OpenSSL_takes_it(string kind, bool expected)
    {
        X509Certificate2 root = Root("Root");
        (X509Certificate2 leaf, X509Certificate2[] above) = Make(kind);

        ProgramRun openssl = await new ProgramCall(
            "openssl", "verify", "-purpose", "sslserver", "-verify_hostname", "www.example.com",
            "-CAfile", _folder.Write("root.pem", Pem(root)),
            "-untrusted", _folder.Write("above.pem", Pem(above.Prepend(leaf))), _folder.Write("leaf.pem", Pem(leaf)))
            .RunAsync(TestContext.Current.CancellationToken);
        TlsFault? ours = CertificateVerification.Verify(
            leaf, [leaf, .. above], ServerName.Of(Target.Tcp("www.example.com", 443), TlsSettings.Verified), TrustStore.Of([root]),
            OcspStapling.Ignored).Fault;

        Assert.True((openssl.ExitCode == 0) == expected, openssl.Error);
        Assert.True(ours is null == expected, $"{ours}");
    }

    [Fact]
    public void A_key_that_may_only_sign_certificates_is_told_as_such()
    {
        (X509Certificate2 leaf, _) = Make("key usage keyCertSign");

        TlsFault? fault = CertificateVerification.Verify(leaf, [leaf], null, TrustStore.Of([Root("Root")]), OcspStapling.Ignored).Fault;

        Assert.Equal("certificate refused: its key is not meant for servers (key usage KeyCertSign alone)", fault?.Words);
    }

    private static (X509Certificate2 Leaf, X509Certificate2[] Above) Make(string kind)
    {
        X509Extension names = Names("www.example.com");
        X509Extension[] own = kind switch
        {
            "key usage digitalSignature" => [names, Usage(X509KeyUsageFlags.DigitalSignature)],
            "key usage keyEncipherment" => [names, Usage(X509KeyUsageFlags.KeyEncipherment)],
            "key usage keyAgreement" => [names, Usage(X509KeyUsageFlags.KeyAgreement)],
            "key usage keyCertSign" => [names, Usage(X509KeyUsageFlags.KeyCertSign)],
            "key usage cRLSign" => [names, Usage(X509KeyUsageFlags.CrlSign)],
            "extended key usage serverAuth" => [names, ExtendedUsage(ServerAuth)],
            "extended key usage clientAuth" => [names, ExtendedUsage(ClientAuth)],
            "extended key usage any" => [names, ExtendedUsage(Any)],
            "unknown critical extension" => [names, new X509Extension("1.2.3.4", [5, 0], critical: true)],
            _ => [names],
        };
        X509Certificate2[] above = kind switch
        {
            "intermediate" => [Of("Middle", "Root", [Authority()])],
            "intermediate that is no authority" => [Of("Middle", "Root", [new X509BasicConstraintsExtension(false, false, 0, true)])],
            "intermediate without keyCertSign" => [Of("Middle", "Root", [Authority(), Usage(X509KeyUsageFlags.DigitalSignature)])],
            "intermediate for clients alone" => [Of("Middle", "Root", [Authority(), ExtendedUsage(ClientAuth)])],
            "intermediate for any use" => [Of("Middle", "Root", [Authority(), ExtendedUsage(Any)])],
            "intermediate that is expired" => [Of("Middle", "Root", [Authority()], until: -3)],
            "intermediate below one that allows none" => [Of("Middle", "Upper", [Authority()]), Of("Upper", "Root", [Authority(depth: 0)])],
            "intermediate that permits the name" => [Of("Middle", "Root", [Authority(), Constraint(permits: true, "example.com")])],
            "intermediate that permits another name alone" => [Of("Middle", "Root", [Authority(), Constraint(permits: true, "example.org")])],
            "intermediate that excludes the name" => [Of("Middle", "Root", [Authority(), Constraint(permits: false, "www.example.com")])],
            _ => [],
        };
        return (Of("server", above.Length == 0 ? "Root" : "Middle", own, serial: 2), above);
    }

    /// <summary>RFC 5280 section 4.2.1.10.</summary>
    private static X509Extension Constraint(bool permits, string name)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, permits ? 0 : 1)))
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
        }

        return new X509Extension("2.5.29.30", writer.Encode(), critical: true);
    }
}
