using System.Security.Authentication;

namespace CheckTcp;

/// <summary>The platform's flags for versions of TLS.</summary>
internal static class TlsVersions
{
    /// <summary>The versions from one to the other, both included; the older first, for none at all means the usual ones to the platform.</summary>
    public static SslProtocols Between(TlsVersion min, TlsVersion max)
    {
        SslProtocols versions = SslProtocols.None;
        for (TlsVersion version = min; version <= max; version++)
        {
            versions |= FlagOf(version);
        }

        return versions;
    }

#pragma warning disable SYSLIB0039, CA5397 // whoever watches an old server asks for its version by name
    private static SslProtocols FlagOf(TlsVersion version) => version switch
    {
        TlsVersion.Tls10 => SslProtocols.Tls,
        TlsVersion.Tls11 => SslProtocols.Tls11,
        TlsVersion.Tls12 => SslProtocols.Tls12,
        _ => SslProtocols.Tls13,
    };
#pragma warning restore SYSLIB0039, CA5397
}
