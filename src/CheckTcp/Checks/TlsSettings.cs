namespace CheckTcp.Checks;

/// <summary>How to speak TLS (1.2 or 1.3) from the first byte on.</summary>
public sealed record TlsSettings
{
    /// <summary>Verify the certificate's chain, dates and name.</summary>
    public static TlsSettings Verified { get; } = new();

    /// <summary>Take whatever certificate the server shows.</summary>
    public static TlsSettings Unverified { get; } = new() { VerifyCertificate = false };

    /// <summary>Whether the chain, the dates and the name must be right; <c>true</c> by default.</summary>
    public bool VerifyCertificate { get; init; } = true;
}
