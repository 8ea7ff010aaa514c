using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.TestSupport;

/// <summary>A certificate authority in memory.</summary>
public sealed class TestAuthority
{
    private static readonly CertificateTerms Terms = new() { IsAuthority = true, ValidFromDay = -1000, ValidToDay = 1000 };

    private readonly X509Certificate2[] _belowRoot; // this one and its issuers, without the root
    private readonly X509Certificate2 _certificate;

    private TestAuthority(X509Certificate2 certificate, X509Certificate2[] belowRoot) =>
        (_certificate, _belowRoot) = (certificate, belowRoot);

    public string Pem => _certificate.ExportCertificatePem();

    public static TestAuthority CreateRoot(string name)
    {
        using ECDsa key = NewKey();
        return new(Terms.ToRequest(name, key).CreateSelfSigned(Terms.NotBefore, Terms.NotAfter), []);
    }

    /// <summary>A certificate that only vouches for itself.</summary>
    public static ServerCertificate SelfSign(CertificateTerms terms)
    {
        using ECDsa key = NewKey();
        return new(terms.ToRequest("self-signed", key).CreateSelfSigned(terms.NotBefore, terms.NotAfter));
    }

    public TestAuthority CreateIntermediate(string name)
    {
        using ECDsa key = NewKey();
        X509Certificate2 certificate = Sign(Terms.ToRequest(name, key), Terms).CopyWithPrivateKey(key);
        return new(certificate, [certificate, .. _belowRoot]);
    }

    /// <summary>A server's certificate on a P-256 key.</summary>
    public ServerCertificate Issue(CertificateTerms terms)
    {
        using ECDsa key = NewKey();
        return new(Sign(terms.ToRequest(terms.CommonName, key), terms).CopyWithPrivateKey(key), _belowRoot);
    }

    /// <summary>A server's certificate on an RSA key of 2048 bits.</summary>
    public ServerCertificate IssueRsa(CertificateTerms terms)
    {
        using RSA key = RSA.Create(2048);
        return new(Sign(terms.ToRequest(terms.CommonName, key), terms).CopyWithPrivateKey(key), _belowRoot);
    }

    private static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private X509Certificate2 Sign(CertificateRequest request, CertificateTerms terms)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        // By generator: the plain overload refuses a leaf whose kind of key differs from its issuer's.
        ECDsa key = _certificate.GetECDsaPrivateKey()!;
        X509SignatureGenerator generator = terms.IsSignedWithSha1
            ? new Sha1SignatureGenerator(key)
            : X509SignatureGenerator.CreateForECDsa(key);
        return request.Create(_certificate.SubjectName, generator, terms.NotBefore, terms.NotAfter, RandomNumberGenerator.GetBytes(8));
    }
}
