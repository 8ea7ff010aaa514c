using System.Globalization;
using System.Text;
using CheckTcp.Checks;
using CheckTcp.Probing;

namespace CheckTcp.Verdicts;

/// <summary>What a TLS session showed, as lines for people.</summary>
internal static class TlsText
{
    private const int ShownNames = 20;

    public static void Append(StringBuilder report, TlsSession tls)
    {
        string inside = tls.ApplicationProtocol is { } protocol ? $", ALPN {Display.Escape(protocol)}" : "";
        report.Append(CultureInfo.InvariantCulture, $"TLS: {TlsVersionText.Of(tls.Protocol)} {tls.CipherSuite}{inside}\n");
        if (CertificateFacts.Of(tls) is { } certificate)
        {
            AppendCertificate(report, certificate, tls.At);
            AppendChain(report, tls, certificate);
        }

        if (tls.OcspStaple != OcspStaple.NotJudged)
        {
            report.Append(CultureInfo.InvariantCulture, $"OCSP staple: {(tls.OcspStaple switch
            {
                OcspStaple.Good => "good",
                OcspStaple.Revoked => "revoked",
                _ => "none that is valid",
            })}\n");
        }
    }

    private static void AppendCertificate(StringBuilder report, CertificateFacts certificate, DateTimeOffset at)
    {
        string issuer = certificate.IsSelfSigned ? "self-signed" : $"issued by {Display.Escape(certificate.Issuer)}";
        report.Append(CultureInfo.InvariantCulture, $"certificate: {Display.Escape(certificate.Subject)}, {issuer}");
        report.Append(CultureInfo.InvariantCulture, $", valid {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}");
        report.Append(CultureInfo.InvariantCulture, $" ({Left(certificate, at)})\n");
        report.Append(CultureInfo.InvariantCulture, $"  names: {Names(certificate)}\n");
        report.Append(CultureInfo.InvariantCulture, $"  key: {certificate.KeyAlgorithm}{(certificate.KeyBits is { } bits ? $" {bits} bits" : "")}");
        report.Append(CultureInfo.InvariantCulture, $", signed by {certificate.SignatureAlgorithm}, serial number {certificate.SerialNumber}\n");
        report.Append(CultureInfo.InvariantCulture, $"  fingerprint: SHA-256 {certificate.Sha256Fingerprint}\n");
        report.Append(CultureInfo.InvariantCulture, $"  pin: {certificate.Pin}\n");
    }

    private static string Names(CertificateFacts certificate)
    {
        string[] names = [.. certificate.DnsNames, .. certificate.Addresses.Select(address => address.ToString())];
        string more = names.Length > ShownNames ? $", and {names.Length - ShownNames} more" : "";
        return names.Length == 0 ? "none" : Display.Escape(string.Join(", ", names.Take(ShownNames))) + more;
    }

    private static void AppendChain(StringBuilder report, TlsSession tls, CertificateFacts servers)
    {
        string trusted = tls.ChainIsTrusted ? "leads to a trusted root" : "not verified up to a trusted root";
        report.Append(CultureInfo.InvariantCulture, $"chain: {tls.CertificatesSent} sent, {trusted}");
        CertificateFacts first = CertificateFacts.OfFirstToExpire(tls, servers);
        report.Append(CultureInfo.InvariantCulture, $", first to expire {Display.Escape(first.Subject)} on {first.NotAfter:yyyy-MM-dd}");
        report.Append(CultureInfo.InvariantCulture, $" ({Left(first, tls.At)})\n");
    }

    private static string Left(CertificateFacts certificate, DateTimeOffset at) => certificate.NotAfter < at
        ? "expired"
        : string.Create(CultureInfo.InvariantCulture, $"{(certificate.NotAfter - at).Days} days left");
}
