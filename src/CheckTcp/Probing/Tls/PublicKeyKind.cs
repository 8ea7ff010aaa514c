using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>What kind of key a SubjectPublicKeyInfo holds, told without loading the key.</summary>
internal static class PublicKeyKind
{
    /// <exception cref="AsnContentException">It is encoded wrongly.</exception>
    public static (string Algorithm, int? Bits) Of(ReadOnlyMemory<byte> publicKeyInfo)
    {
        AsnReader fields = new AsnReader(publicKeyInfo, AsnEncodingRules.DER).ReadSequence();
        AsnReader algorithm = fields.ReadSequence();
        string identifier = algorithm.ReadObjectIdentifier();
        return identifier switch
        {
            "1.2.840.113549.1.1.1" => ("RSA", ModulusBits(fields)), // RFC 3279 section 2.3.1
            "1.2.840.113549.1.1.10" => ("RSASSA-PSS", ModulusBits(fields)), // RFC 4055 section 3
            "1.2.840.10045.2.1" => ("ECDSA", CurveBits(algorithm)), // RFC 5480 section 2.1
            "1.2.840.10040.4.1" => ("DSA", null),
            "1.3.101.112" => ("Ed25519", 256), // RFC 8410 section 3
            "1.3.101.113" => ("Ed448", 456),
            "2.16.840.1.101.3.4.3.17" => ("ML-DSA-44", null), // RFC 9881 section 2
            "2.16.840.1.101.3.4.3.18" => ("ML-DSA-65", null),
            "2.16.840.1.101.3.4.3.19" => ("ML-DSA-87", null),
            _ => (identifier, null),
        };
    }

    /// <inheritdoc cref="Of(ReadOnlyMemory{byte})"/>
    public static (string Algorithm, int? Bits) Of(X509Certificate2 certificate) => Of(CertificateFields.PublicKey(certificate.RawDataMemory));

    private static int ModulusBits(AsnReader fields)
    {
        ReadOnlyMemory<byte> key = fields.ReadBitString(out _);
        ReadOnlySpan<byte> modulus = new AsnReader(key, AsnEncodingRules.DER).ReadSequence().ReadIntegerBytes().Span.TrimStart((byte)0);
        return modulus.IsEmpty ? 0 : (modulus.Length * 8) - System.Numerics.BitOperations.LeadingZeroCount((uint)modulus[0]) + 24;
    }

    /// <summary>Of a named curve; RFC 5480 allows no others.</summary>
    private static int? CurveBits(AsnReader algorithm)
    {
        if (!algorithm.HasData || !algorithm.PeekTag().HasSameClassAndValue(Asn1Tag.ObjectIdentifier))
        {
            return null;
        }

        return algorithm.ReadObjectIdentifier() switch
        {
            "1.2.840.10045.3.1.1" => 192,
            "1.3.132.0.33" => 224,
            "1.2.840.10045.3.1.7" or "1.3.132.0.10" or "1.3.36.3.3.2.8.1.1.7" => 256,
            "1.3.132.0.34" or "1.3.36.3.3.2.8.1.1.11" => 384,
            "1.3.36.3.3.2.8.1.1.13" => 512,
            "1.3.132.0.35" => 521,
            _ => null,
        };
    }
}
