using System.Security.Authentication;

namespace CheckTcp.Probing;

/// <summary>What a TLS handshake showed; of the certificate also when it was refused.</summary>
public sealed record TlsSession
{
    /// <summary>The version that was agreed on, or <see cref="SslProtocols.None"/> when the handshake failed.</summary>
    public SslProtocols Protocol { get; init; }

    /// <summary>The cipher suite that was agreed on, in IANA's words, or <c>null</c> when the handshake failed.</summary>
    public string? CipherSuite { get; init; }

    /// <summary>Whom the server's certificate is for, as an RFC 2253 name.</summary>
    public string? Subject { get; init; }

    /// <summary>Who signed it.</summary>
    public string? Issuer { get; init; }

    /// <summary>The first moment at which it is valid.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The last moment at which it is valid.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
