using System.Formats.Asn1;

namespace CheckTcp.Probing.Tls;

/// <summary>OpenSSL's own form of a certificate, <c>BEGIN TRUSTED CERTIFICATE</c>: behind the certificate stands what it is trusted for
/// (openssl-x509(1), "Trust Settings"; X509_CERT_AUX in crypto/x509/x_x509a.c).</summary>
internal static class TrustedCertificate
{
    private const string ServerAuth = "1.3.6.1.5.5.7.3.1"; // RFC 5280 section 4.2.1.12
    private const string AnyUsage = "2.5.29.37.0";

    private static readonly Asn1Tag Rejected = new(TagClass.ContextSpecific, 0, isConstructed: true);

    /// <returns>The certificate alone; <c>null</c> when it is not trusted for servers, or cannot be read.</returns>
    public static byte[]? ForServers(byte[] content)
    {
        try
        {
            AsnDecoder.ReadEncodedValue(content, AsnEncodingRules.BER, out _, out _, out int length);
            ReadOnlyMemory<byte> settings = content.AsMemory(length);
            return settings.IsEmpty || AreForServers(new AsnReader(settings, AsnEncodingRules.BER).ReadSequence()) ? content[..length] : null;
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <summary>A use that is rejected outweighs all that are trusted; no list of those means any.</summary>
    private static bool AreForServers(AsnReader settings)
    {
        bool isTrusted = !settings.HasData || !settings.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) || IncludesServers(settings.ReadSequence());
        return isTrusted
            && !(settings.HasData && settings.PeekTag().HasSameClassAndValue(Rejected) && IncludesServers(settings.ReadSequence(Rejected)));
    }

    private static bool IncludesServers(AsnReader usages)
    {
        while (usages.HasData)
        {
            if (usages.ReadObjectIdentifier() is ServerAuth or AnyUsage)
            {
                return true;
            }
        }

        return false;
    }
}
