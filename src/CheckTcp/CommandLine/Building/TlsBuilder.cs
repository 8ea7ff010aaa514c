using CheckTcp.Checks;
using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine.Building;

/// <summary>Makes the TLS settings of what the options said.</summary>
internal static class TlsBuilder
{
    public static TlsSettings Build(OptionValues values) =>
        values.SkipCertificateCheck ? TlsSettings.Unverified : TlsSettings.Verified;
}
