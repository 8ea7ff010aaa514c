namespace CheckTcp;

/// <summary>Versions of TLS, the older before the newer.</summary>
public enum TlsVersion
{
    /// <summary>TLS 1.0 (RFC 2246); few platforms still speak it.</summary>
    Tls10,

    /// <summary>TLS 1.1 (RFC 4346); few platforms still speak it.</summary>
    Tls11,

    /// <summary>TLS 1.2 (RFC 5246).</summary>
    Tls12,

    /// <summary>TLS 1.3 (RFC 8446).</summary>
    Tls13,
}
