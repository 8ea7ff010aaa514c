namespace CheckTcp.CommandLine.Options;

/// <summary>TLS and certificates.</summary>
internal static class TlsOptions
{
    public static OptionGroup Group { get; } = new("TLS",
    [
        Option.Flag("ssl", 'S', "Use TLS for the connection.",
            values => values.Tls = true),
        Option.Flag("no-check-certificate", null, "Take whatever certificate the server shows.",
            values => values.SkipCertificateCheck = true),
        new Option("certificate", 'D', "DAYS", "Days for which the certificate and those above it must still be valid, as WARNING or "
            + "WARNING,CRITICAL, such as 30,14; implies --ssl.") { Take = TakeDays },
        Option.Text("sni", null, "NAME", "Name that the server is told and that its certificate must bear, instead of the host.",
            (values, name) => values.ServerName = name),
        Option.Text("ca-file", null, "FILE", "PEM file with the certificates to trust instead of the system's.",
            (values, file) => values.CaFile = file),
        Option.Text("client-cert", null, "FILE", "Certificate to show to the server: PEM, or PKCS#12 when the name ends in .p12 or .pfx.",
            (values, file) => values.ClientCertificate = file),
        Option.Text("client-key", null, "FILE", "PEM file with the certificate's private key, when it is not in the same file.",
            (values, file) => values.ClientKey = file),
        Option.Text("key-password-file", null, "FILE", "File whose first line is the password of the key or of the PKCS#12 file.",
            (values, file) => values.KeyPasswordFile = file),
        Option.Text("tls-min", null, "VERSION", "Oldest version of TLS to speak, 1.0 to 1.3 (default: 1.2).",
            (values, version) => values.TlsMin = version),
        Option.Text("tls-max", null, "VERSION", "Newest version of TLS to speak, 1.0 to 1.3 (default: 1.3).",
            (values, version) => values.TlsMax = version),
        Option.Flag("tls-legacy", null, "Allow what OpenSSL refuses in old servers: no secure renegotiation, short keys, MD5 and SHA-1.",
            values => values.TlsLegacy = true),
        Option.Text("alpn", null, "PROTOCOLS", "Protocols to offer, the dearest first, such as h2,http/1.1.",
            (values, protocols) => values.Alpn = protocols),
        Option.Text("pin", null, "PIN", "Key that the server, or a certificate above it, must have, as sha256/BASE64; given again, another one that will do.",
            (values, pin) => values.Pins.Add(pin)),
        Option.Text("ocsp-staple", null, "WHEN", "Ask for a stapled OCSP response: \"ask\" fails when it says that the certificate was revoked, "
            + "\"require\" also when there is none.",
            (values, when) => values.OcspStaple = when),
        Option.Text("expect-tls-alert", null, "ALERT", "Be OK only when the server refuses with this TLS alert, such as certificate_required or 116.",
            (values, alert) => values.ExpectedAlert = alert),
    ]);

    private static string? TakeDays(OptionValues values, string? text)
    {
        if (!DayList.TryParse(text!, out DayList days, out string? fault))
        {
            return fault;
        }

        values.CertificateDays = days;
        return null;
    }
}
