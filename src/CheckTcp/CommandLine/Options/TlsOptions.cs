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
    ]);
}
