using System.Formats.Asn1;

namespace CheckTcp.Probing.Tls;

/// <summary>Reads the subject of a certificate without the cost of loading it.</summary>
internal static class CertificateSubject
{
    private static readonly Asn1Tag Version = new(TagClass.ContextSpecific, 0);

    /// <summary>The subject's name as it is encoded (RFC 5280 section 4.1); empty when this is no certificate.</summary>
    public static ReadOnlySpan<byte> Of(byte[] certificate)
    {
        try
        {
            AsnReader fields = new AsnReader(certificate, AsnEncodingRules.DER).ReadSequence().ReadSequence();
            if (fields.PeekTag().HasSameClassAndValue(Version))
            {
                fields.ReadEncodedValue();
            }

            fields.ReadEncodedValue(); // serialNumber
            fields.ReadEncodedValue(); // signature
            fields.ReadEncodedValue(); // issuer
            fields.ReadEncodedValue(); // validity
            return fields.ReadEncodedValue().Span;
        }
        catch (AsnContentException)
        {
            return [];
        }
    }
}
