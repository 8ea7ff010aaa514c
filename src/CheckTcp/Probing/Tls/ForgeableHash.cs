using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>Hashes of signatures for which somebody could make another certificate of the same signature.</summary>
internal static class ForgeableHash
{
    private const string Sha1 = "SHA-1";
    private const string RsassaPss = "1.2.840.113549.1.1.10";

    private static readonly Asn1Tag HashAlgorithm = new(TagClass.ContextSpecific, 0);

    /// <returns>Its name, or <c>null</c> when the signature's hash is none of them.</returns>
    /// <exception cref="AsnContentException">The algorithm is encoded wrongly.</exception>
    public static string? Of(X509Certificate2 certificate) =>
        certificate.SignatureAlgorithm.Value == RsassaPss
            ? OfPss(CertificateFields.SignatureAlgorithm(certificate.RawDataMemory))
            : OfSignature(certificate.SignatureAlgorithm.Value);

    /// <summary>RFC 3279 section 2.2, RFC 5758 section 3.1, and the OIW's names for the same.</summary>
    private static string? OfSignature(string? algorithm) => algorithm switch
    {
        "1.2.840.113549.1.1.2" => "MD2",
        "1.2.840.113549.1.1.3" => "MD4",
        "1.2.840.113549.1.1.4" or "1.3.14.3.2.3" => "MD5",
        "1.2.840.113549.1.1.5" or "1.3.14.3.2.29" or "1.2.840.10040.4.3" or "1.3.14.3.2.27" or "1.2.840.10045.4.1" => Sha1,
        _ => null,
    };

    /// <summary>RSASSA-PSS names its hash in its parameters; SHA-1 where it does not (RFC 4055 section 3.1).</summary>
    private static string? OfPss(ReadOnlyMemory<byte> algorithm)
    {
        AsnReader fields = new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence();
        fields.ReadObjectIdentifier();
        AsnReader parameters = fields.HasData ? fields.ReadSequence() : fields;
        if (!parameters.HasData || !parameters.PeekTag().HasSameClassAndValue(HashAlgorithm))
        {
            return Sha1;
        }

        return parameters.ReadSequence(HashAlgorithm).ReadSequence().ReadObjectIdentifier() switch
        {
            "1.2.840.113549.2.2" => "MD2",
            "1.2.840.113549.2.4" => "MD4",
            "1.2.840.113549.2.5" => "MD5",
            "1.3.14.3.2.26" => Sha1,
            _ => null,
        };
    }
}
