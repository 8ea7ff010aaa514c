using System.Text.Json;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

/// <summary>What a TLS session showed, as a JSON object.</summary>
internal static class TlsJson
{
    public static void Write(Utf8JsonWriter json, TlsSession tls)
    {
        json.WriteStartObject();
        json.WriteString("protocol", TlsVersionText.Of(tls.Protocol));
        if (tls.CipherSuite is { } suite)
        {
            json.WriteString("cipherSuite", suite.ToString());
        }

        if (tls.ApplicationProtocol is { } protocol)
        {
            json.WriteString("applicationProtocol", Display.Escape(protocol));
        }

        if (CertificateFacts.Of(tls) is { } certificate)
        {
            WriteCertificate(json, certificate, tls.At);
            json.WriteNumber("certificatesSent", tls.CertificatesSent);
            json.WriteBoolean("chainTrusted", tls.ChainIsTrusted);
            WriteFirstToExpire(json, CertificateFacts.OfFirstToExpire(tls, certificate), tls.At);
        }

        if (tls.OcspStaple != OcspStaple.NotJudged)
        {
            json.WriteString("ocspStaple", JsonNamingPolicy.KebabCaseLower.ConvertName(tls.OcspStaple.ToString()));
        }

        json.WriteEndObject();
    }

    /// <summary>What has too little time left.</summary>
    public static void Write(Utf8JsonWriter json, ExpiringCertificate? expiring)
    {
        if (expiring is null)
        {
            return;
        }

        json.WriteStartObject("certificate");
        json.WriteString("subject", expiring.Subject);
        json.WriteBoolean("isServers", expiring.IsServers);
        json.WriteString("notAfter", expiring.NotAfter.UtcDateTime);
        json.WriteNumber("daysLeft", CertificateFacts.Days(expiring.Left));
        if (expiring.Address is { } address)
        {
            json.WriteString("address", address);
        }

        json.WriteEndObject();
    }

    private static void WriteCertificate(Utf8JsonWriter json, CertificateFacts certificate, DateTimeOffset at)
    {
        json.WriteString("subject", Display.Escape(certificate.Subject));
        json.WriteString("issuer", Display.Escape(certificate.Issuer));
        json.WriteBoolean("selfSigned", certificate.IsSelfSigned);
        WriteNames(json, "dnsNames", certificate.DnsNames);
        WriteNames(json, "addresses", certificate.Addresses);
        json.WriteString("serialNumber", certificate.SerialNumber);
        json.WriteString("notBefore", certificate.NotBefore.UtcDateTime);
        json.WriteString("notAfter", certificate.NotAfter.UtcDateTime);
        json.WriteNumber("daysLeft", CertificateFacts.Days(certificate.NotAfter - at));
        json.WriteString("keyAlgorithm", certificate.KeyAlgorithm);
        if (certificate.KeyBits is { } bits)
        {
            json.WriteNumber("keyBits", bits);
        }

        json.WriteString("signatureAlgorithm", certificate.SignatureAlgorithm);
        json.WriteString("sha256Fingerprint", certificate.Sha256Fingerprint);
        json.WriteString("pin", certificate.Pin.ToString());
    }

    private static void WriteNames<T>(Utf8JsonWriter json, string member, ValueList<T> names)
        where T : class
    {
        json.WriteStartArray(member);
        foreach (T name in names)
        {
            json.WriteStringValue(Display.Escape(name.ToString()!));
        }

        json.WriteEndArray();
    }

    private static void WriteFirstToExpire(Utf8JsonWriter json, CertificateFacts first, DateTimeOffset at)
    {
        json.WriteStartObject("firstToExpire");
        json.WriteString("subject", Display.Escape(first.Subject));
        json.WriteString("notAfter", first.NotAfter.UtcDateTime);
        json.WriteNumber("daysLeft", CertificateFacts.Days(first.NotAfter - at));
        json.WriteEndObject();
    }
}
