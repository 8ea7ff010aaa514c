using System.Formats.Asn1;

namespace CheckTcp.Probing.Tls;

/// <summary>Reads single fields of a certificate as they are encoded (RFC 5280 section 4.1), without the cost of loading it.</summary>
internal static class CertificateFields
{
    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0);

    /// <summary>The subject's name; empty when this is no certificate.</summary>
    public static ReadOnlySpan<byte> Subject(byte[] certificate)
    {
        try
        {
            return FromSubject(certificate).ReadEncodedValue().Span;
        }
        catch (AsnContentException)
        {
            return [];
        }
    }

    /// <summary>The key with its algorithm (SubjectPublicKeyInfo).</summary>
    /// <exception cref="AsnContentException">This is no certificate.</exception>
    public static ReadOnlyMemory<byte> PublicKey(ReadOnlyMemory<byte> certificate)
    {
        AsnReader fields = FromSubject(certificate);
        fields.ReadEncodedValue(); // subject
        return fields.ReadEncodedValue();
    }

    /// <summary>How the issuer signed, with the parameters of that (AlgorithmIdentifier).</summary>
    /// <exception cref="AsnContentException">This is no certificate.</exception>
    public static ReadOnlyMemory<byte> SignatureAlgorithm(ReadOnlyMemory<byte> certificate) => FromSignature(certificate).ReadEncodedValue();

    private static AsnReader FromSignature(ReadOnlyMemory<byte> certificate)
    {
        AsnReader fields = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence().ReadSequence();
        if (fields.PeekTag().HasSameClassAndValue(Version))
        {
            fields.ReadEncodedValue();
        }

        fields.ReadEncodedValue(); // serialNumber
        return fields;
    }

    private static AsnReader FromSubject(ReadOnlyMemory<byte> certificate)
    {
        AsnReader fields = FromSignature(certificate);
        fields.ReadEncodedValue(); // signature
        fields.ReadEncodedValue(); // issuer
        fields.ReadEncodedValue(); // validity
        return fields;
    }
}
