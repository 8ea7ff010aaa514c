using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing.Tls;

namespace CheckTcp.Probing;

/// <summary>What a certificate says (RFC 5280). Names are as they stand in it, whoever wrote them; escape them before they are
/// shown.</summary>
public sealed record CertificateFacts
{
    private const string CommonNameType = "2.5.4.3"; // RFC 5280 appendix A.1: id-at-commonName

    private CertificateFacts()
    {
    }

    /// <summary>Whom it is for, as a distinguished name.</summary>
    public required string Subject { get; init; }

    /// <summary>The first common name in <see cref="Subject"/>, or <c>null</c> for none.</summary>
    public required string? CommonName { get; init; }

    /// <summary>Who signed it, as a distinguished name.</summary>
    public required string Issuer { get; init; }

    /// <summary>Whether it names itself as its issuer, as roots do.</summary>
    public required bool IsSelfSigned { get; init; }

    /// <summary>The DNS names that it is for; none, and no addresses either, where one of them cannot be read.</summary>
    public required ValueList<string> DnsNames { get; init; }

    /// <summary>The addresses that it is for.</summary>
    public required ValueList<IPAddress> Addresses { get; init; }

    /// <summary>The serial number in hexadecimal digits.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>From when on it is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it is valid.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The kind of key: <c>RSA</c>, <c>ECDSA</c>, <c>Ed25519</c>, ..., or the object identifier of another.</summary>
    public required string KeyAlgorithm { get; init; }

    /// <summary>The size of the key in bits, or <c>null</c> where the kind of key has no sizes or it is not known.</summary>
    public required int? KeyBits { get; init; }

    /// <summary>How the issuer signed: <c>sha256WithRSAEncryption</c>, <c>ecdsa-with-SHA256</c>, <c>Ed25519</c>, ..., or the object
    /// identifier of another.</summary>
    public required string SignatureAlgorithm { get; init; }

    /// <summary>The SHA-256 of the certificate in hexadecimal digits.</summary>
    public required string Sha256Fingerprint { get; init; }

    /// <summary>The key's own fingerprint.</summary>
    public required PublicKeyPin Pin { get; init; }

    /// <summary>Of the server's own certificate.</summary>
    /// <returns><c>null</c> when it showed none, or one that cannot be read.</returns>
    public static CertificateFacts? Of(TlsSession session) => Of(session.Certificate);

    /// <summary>Of a certificate in DER.</summary>
    /// <returns><c>null</c> when it cannot be read.</returns>
    public static CertificateFacts? Of(ReadOnlyMemory<byte> der)
    {
        if (der.IsEmpty)
        {
            return null;
        }

        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der.Span);
            return Of(certificate, CertificateFields.PublicKey(der));
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return null; // OpenSSL reads more than the rules of DER allow
        }
    }

    /// <summary>Of that among the server's own certificate and those above it whose time ends first.</summary>
    /// <returns><c>null</c> when none can be read.</returns>
    public static CertificateFacts? OfFirstToExpire(TlsSession session) => OfFirstToExpire(session, Of(session));

    /// <inheritdoc cref="OfFirstToExpire(TlsSession)"/>
    /// <param name="session">The session.</param>
    /// <param name="servers">The server's own, where it has been read already; it is not read again.</param>
    [return: NotNullIfNotNull(nameof(servers))]
    public static CertificateFacts? OfFirstToExpire(TlsSession session, CertificateFacts? servers)
    {
        CertificateFacts? first = servers;
        foreach (ReadOnlyMemory<byte> der in session.Chain)
        {
            if (Of(der) is { } facts && (first is null || facts.NotAfter < first.NotAfter))
            {
                first = facts;
            }
        }

        return first;
    }

    /// <summary>Days in hundredths, rounded down, so that nobody reads 7 where it is less; below zero for a time that is over.</summary>
    public static double Days(TimeSpan left) => Math.Floor(left.TotalDays * 100) / 100;

    private static CertificateFacts Of(X509Certificate2 certificate, ReadOnlyMemory<byte> publicKey)
    {
        (ValueList<string> dnsNames, ValueList<IPAddress> addresses) = NamesOf(certificate);
        (string keyAlgorithm, int? keyBits) = PublicKeyKind.Of(publicKey);
        return new CertificateFacts
        {
            Subject = certificate.Subject,
            CommonName = CommonNameIn(certificate.SubjectName),
            Issuer = certificate.Issuer,
            IsSelfSigned = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData),
            DnsNames = dnsNames,
            Addresses = addresses,
            SerialNumber = certificate.SerialNumber,
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            KeyAlgorithm = keyAlgorithm,
            KeyBits = keyBits,
            SignatureAlgorithm = SignatureNames.Of(certificate.SignatureAlgorithm.Value),
            Sha256Fingerprint = Convert.ToHexString(SHA256.HashData(certificate.RawDataMemory.Span)),
            Pin = PublicKeyPin.Of(publicKey.Span),
        };
    }

    private static string? CommonNameIn(X500DistinguishedName name)
    {
        foreach (X500RelativeDistinguishedName part in name.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            if (!part.HasMultipleElements && part.GetSingleElementType().Value == CommonNameType)
            {
                return part.GetSingleElementValue();
            }
        }

        return null;
    }

    private static (ValueList<string> DnsNames, ValueList<IPAddress> Addresses) NamesOf(X509Certificate2 certificate)
    {
        try
        {
            foreach (X509Extension extension in certificate.Extensions)
            {
                if (extension is X509SubjectAlternativeNameExtension names)
                {
                    return ([.. names.EnumerateDnsNames()], [.. names.EnumerateIPAddresses()]);
                }
            }
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            // A name that is none, such as an address of five bytes, hides the names alone.
        }

        return ([], []);
    }
}
