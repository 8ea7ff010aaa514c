using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Tests.Probing.Tls;

/// <summary>Certificates with exactly the fields that a test needs, the odd ones too.</summary>
internal static class IssuedCertificate
{
    /// <summary>The key that every certificate has unless it is given another.</summary>
    public static ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <param name="subject">The common name.</param>
    /// <param name="issuer">Who signs; <c>null</c> for itself.</param>
    /// <param name="extensions">What it says beside its names.</param>
    /// <param name="key">Its key.</param>
    /// <param name="issuerKey">With which it is signed.</param>
    /// <param name="until">Days from now.</param>
    /// <param name="serial">The serial number, one byte.</param>
    public static X509Certificate2 Of(
        string subject, string? issuer, X509Extension[] extensions, ECDsa? key = null, ECDsa? issuerKey = null, int until = 100, byte serial = 1)
    {
        var request = new CertificateRequest($"CN={subject}", key ?? Key, HashAlgorithmName.SHA256);
        foreach (X509Extension extension in extensions)
        {
            request.CertificateExtensions.Add(extension);
        }

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.Create(
            new X500DistinguishedName($"CN={issuer ?? subject}"),
            X509SignatureGenerator.CreateForECDsa(issuerKey ?? key ?? Key), now.AddDays(-500), now.AddDays(until), [serial]);
    }

    public static X509Certificate2 Root(string name, ECDsa? key = null, int until = 100, byte serial = 1) =>
        Of(name, null, [Authority()], key, key, until, serial);

    public static X509Extension Authority(int? depth = null) => new X509BasicConstraintsExtension(true, depth is not null, depth ?? 0, critical: true);

    public static X509Extension Usage(X509KeyUsageFlags usages) => new X509KeyUsageExtension(usages, critical: true);

    public static X509Extension ExtendedUsage(string usage) => new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false);

    public static X509Extension Names(params string[] names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            builder.AddDnsName(name);
        }

        return builder.Build();
    }

    public static string Pem(params IEnumerable<X509Certificate2> certificates) =>
        string.Join('\n', certificates.Select(certificate => certificate.ExportCertificatePem())) + "\n";
}
