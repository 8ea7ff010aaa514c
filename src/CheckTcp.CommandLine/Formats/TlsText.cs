using System.Globalization;
using System.Text;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

/// <summary>What a TLS session showed, as lines for people.</summary>
internal static class TlsText
{
    private const int ShownNames = 20;

    /// <param name="report">Where to.</param>
    /// <param name="before">What each line begins with.</param>
    /// <param name="tls">The session.</param>
    public static void Append(StringBuilder report, string before, TlsSession tls)
    {
        string inside = tls.ApplicationProtocol is { } protocol ? $", ALPN {Display.Escape(protocol)}" : "";
        report.Append(CultureInfo.InvariantCulture, $"{before}TLS: {TlsVersionText.Of(tls.Protocol)} {tls.CipherSuite}{inside}\n");
        if (CertificateFacts.Of(tls) is { } certificate)
        {
            AppendCertificate(report, before, certificate, tls.At);
            AppendChain(report, before, tls, certificate);
        }

        if (tls.OcspStaple != OcspStaple.NotJudged)
        {
            report.Append(CultureInfo.InvariantCulture, $"{before}OCSP staple: {(tls.OcspStaple switch
            {
                OcspStaple.Good => "good",
                OcspStaple.Revoked => "revoked",
                _ => "none that is valid",
            })}\n");
        }
    }

    private static void AppendCertificate(StringBuilder report, string before, CertificateFacts certificate, DateTimeOffset at)
    {
        string issuer = certificate.IsSelfSigned ? "self-signed" : $"issued by {Display.Escape(certificate.Issuer)}";
        report.Append(CultureInfo.InvariantCulture, $"{before}certificate: {Display.Escape(certificate.Subject)}, {issuer}");
        report.Append(CultureInfo.InvariantCulture, $", valid {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}");
        report.Append(CultureInfo.InvariantCulture, $" ({Left(certificate, at)})\n");
        report.Append(CultureInfo.InvariantCulture, $"{before}  names: {Names(certificate)}\n");
        report.Append(CultureInfo.InvariantCulture, $"{before}  key: {certificate.KeyAlgorithm}{(certificate.KeyBits is { } bits ? $" {bits} bits" : "")}");
        report.Append(CultureInfo.InvariantCulture, $", signed by {certificate.SignatureAlgorithm}, serial number {certificate.SerialNumber}\n");
        report.Append(CultureInfo.InvariantCulture, $"{before}  fingerprint: SHA-256 {certificate.Sha256Fingerprint}\n");
        report.Append(CultureInfo.InvariantCulture, $"{before}  pin: {certificate.Pin}\n");
    }

    private static string Names(CertificateFacts certificate)
    {
        string[] names = [.. certificate.DnsNames, .. certificate.Addresses.Select(address => address.ToString())];
        string more = names.Length > ShownNames ? $", and {names.Length - ShownNames} more" : "";
        return names.Length == 0 ? "none" : Display.Escape(string.Join(", ", names.Take(ShownNames))) + more;
    }

    private static void AppendChain(StringBuilder report, string before, TlsSession tls, CertificateFacts servers)
    {
        string trusted = tls.ChainIsTrusted ? "leads to a trusted root" : "not verified up to a trusted root";
        report.Append(CultureInfo.InvariantCulture, $"{before}chain: {tls.CertificatesSent} sent, {trusted}");
        CertificateFacts first = CertificateFacts.OfFirstToExpire(tls, servers);
        report.Append(CultureInfo.InvariantCulture, $", first to expire {Display.Escape(first.Subject)} on {first.NotAfter:yyyy-MM-dd}");
        report.Append(CultureInfo.InvariantCulture, $" ({Left(first, tls.At)})\n");
    }

    private static string Left(CertificateFacts certificate, DateTimeOffset at) => certificate.NotAfter < at
        ? "expired"
        : string.Create(CultureInfo.InvariantCulture, $"{(certificate.NotAfter - at).Days} days left");
}
