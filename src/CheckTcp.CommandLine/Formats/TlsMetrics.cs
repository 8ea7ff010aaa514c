using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

/// <summary>What a TLS session showed, as metrics; of the certificate also when it was refused.</summary>
internal static class TlsMetrics
{
    public static void Add(MetricsText metrics, TlsSession? tls)
    {
        if (tls is null)
        {
            return;
        }

        if (tls.CipherSuite is { } suite)
        {
            metrics.Add("check_tcp_tls_info", "What TLS agreed on.", 1,
                ("version", TlsVersionText.Of(tls.Protocol)), ("cipher", suite.ToString()), ("alpn", tls.ApplicationProtocol ?? ""));
            metrics.Add("probe_tls_version_info", "Contains the TLS version used.", 1, ("version", TlsVersionText.Of(tls.Protocol)));
        }

        if (CertificateFacts.Of(tls) is { } certificate)
        {
            AddCertificate(metrics, certificate, tls);
        }
    }

    private static void AddCertificate(MetricsText metrics, CertificateFacts certificate, TlsSession tls)
    {
        double firstToExpire = CertificateFacts.OfFirstToExpire(tls, certificate).NotAfter.ToUnixTimeSeconds();
        metrics.Add("check_tcp_certificate_info", "The server's certificate.", 1,
            ("subject", certificate.Subject), ("issuer", certificate.Issuer), ("serialnumber", certificate.SerialNumber),
            ("fingerprint_sha256", certificate.Sha256Fingerprint.ToLowerInvariant()), ("key", certificate.KeyAlgorithm));
        metrics.Add("check_tcp_certificate_not_before_timestamp_seconds", "When the server's certificate begins to be valid.",
            certificate.NotBefore.ToUnixTimeSeconds());
        metrics.Add("check_tcp_certificate_not_after_timestamp_seconds", "When the server's certificate expires.",
            certificate.NotAfter.ToUnixTimeSeconds());
        metrics.Add("check_tcp_certificate_first_to_expire_timestamp_seconds", "When the first certificate of the chain expires.", firstToExpire);
        metrics.Add("probe_ssl_earliest_cert_expiry", "Returns last SSL chain expiry in unixtime", firstToExpire);
        metrics.Add("probe_ssl_last_chain_info", "Contains SSL leaf certificate information", 1,
            ("fingerprint_sha256", certificate.Sha256Fingerprint.ToLowerInvariant()), ("subject", certificate.Subject), ("issuer", certificate.Issuer),
            ("subjectalternative", string.Join(',', [.. certificate.DnsNames, .. certificate.Addresses.Select(address => address.ToString())])),
            ("serialnumber", certificate.SerialNumber.ToLowerInvariant()));
    }
}
