using System.Net.Security;
using System.Security.Authentication;

namespace CheckTcp.Probing;

/// <summary>What a TLS handshake showed; of the certificate also when it was refused.</summary>
public sealed record TlsSession
{
    /// <summary>The version that was agreed on, or <see cref="SslProtocols.None"/> when the handshake failed.</summary>
    public SslProtocols Protocol { get; init; }

    /// <summary>The cipher suite that was agreed on, or <c>null</c> when the handshake failed.</summary>
    public TlsCipherSuite? CipherSuite { get; init; }

    /// <summary>The server's certificate in DER (RFC 5280); empty when it showed none.</summary>
    /// <remarks>Kept as it came: whoever wants its names and dates loads it (<c>X509CertificateLoader</c>), and a run that nobody asks
    /// for them does not pay for decoding.</remarks>
    public ReadOnlyMemory<byte> Certificate { get; init; }
}
