namespace CheckTcp;

/// <summary>Whether the server is asked to prove that its certificate has not been revoked, by a stapled OCSP response (RFC 6066
/// section 8, RFC 6960).</summary>
public enum OcspStapling
{
    /// <summary>It is not asked.</summary>
    Ignored,

    /// <summary>It is asked, and the handshake fails when the response says that the certificate was revoked.</summary>
    Asked,

    /// <summary>It is asked, and the handshake fails unless a valid response says that the certificate is good.</summary>
    Required,
}
