using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.TestSupport;

/// <summary>What a test certificate says of itself.</summary>
public sealed record CertificateTerms
{
    private static readonly DateTimeOffset Today = TimeProvider.System.GetUtcNow();

    /// <summary>Whom it names for people; no client goes by it.</summary>
    public string CommonName { get; init; } = "server";

    /// <summary>The name it is for; null for none.</summary>
    public string? DnsName { get; init; } = "localhost";

    /// <summary>The address it is for; null for none.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>Whether the issuer signs with SHA-1, as nobody should.</summary>
    public bool IsSignedWithSha1 { get; init; }

    /// <summary>Whether it is for clients alone (clientAuth, RFC 5280 section 4.2.1.12).</summary>
    public bool IsForClients { get; init; }

    /// <summary>Days from now; negative for the past.</summary>
    public int ValidFromDay { get; init; } = -1;

    /// <summary>Days from now; negative for the past.</summary>
    public int ValidToDay { get; init; } = 90;

    /// <summary>Whether it may sign others.</summary>
    public bool IsAuthority { get; init; }

    internal DateTimeOffset NotBefore => Today.AddDays(ValidFromDay);

    internal DateTimeOffset NotAfter => Today.AddDays(ValidToDay);

    internal CertificateRequest ToRequest(string subject, AsymmetricAlgorithm key)
    {
        CertificateRequest request = key is RSA rsa
            ? new($"CN={subject}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new($"CN={subject}", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(IsAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (IsForClients)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        }

        if (IsAuthority)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        }
        else if (DnsName is not null || Address is not null)
        {
            request.CertificateExtensions.Add(AlternativeNames());
        }

        return request;
    }

    private X509Extension AlternativeNames()
    {
        SubjectAlternativeNameBuilder names = new();
        if (DnsName is not null)
        {
            names.AddDnsName(DnsName);
        }

        if (Address is not null)
        {
            names.AddIpAddress(Address);
        }

        return names.Build();
    }
}
