namespace CheckTcp.Probing;

/// <summary>What a stapled OCSP response says of the server's certificate (RFC 6960 section 2.2).</summary>
public enum OcspStaple
{
    /// <summary>Nobody asked for one, or the chain could not be verified, so that nobody knows whose word it is.</summary>
    NotJudged,

    /// <summary>None came, or none that is valid now and for this certificate.</summary>
    Missing,

    /// <summary>It has not been revoked.</summary>
    Good,

    /// <summary>It was revoked.</summary>
    Revoked,
}
