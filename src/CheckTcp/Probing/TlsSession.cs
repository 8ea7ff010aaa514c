using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;

namespace CheckTcp.Probing;

/// <summary>What a TLS handshake showed; of the certificate also when it was refused.</summary>
/// <remarks>Certificates are kept as they came: whoever wants to know more of them asks <see cref="CertificateFacts"/>, and a run that
/// nobody asks does not pay for decoding.</remarks>
public sealed record TlsSession
{
    /// <summary>The most certificates above the server's own that are kept.</summary>
    public const int MaxChain = 9;

    /// <summary>The version that was agreed on, or <see cref="SslProtocols.None"/> when the handshake did not get so far.</summary>
    public SslProtocols Protocol { get; init; }

    /// <summary>The cipher suite that was agreed on, or <c>null</c> when the handshake did not get so far.</summary>
    public TlsCipherSuite? CipherSuite { get; init; }

    /// <summary>The protocol that was agreed on to speak inside (ALPN, RFC 7301), or <c>null</c> for none. The server chose it among
    /// those that it was offered.</summary>
    public string? ApplicationProtocol { get; init; }

    /// <summary>When the certificate was shown, by the clock of the prober.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The server's certificate in DER (RFC 5280); empty when it showed none.</summary>
    public ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>The certificates above it in DER, at most <see cref="MaxChain"/>: those of the verified chain up to the root, or, when
    /// nothing was verified or no chain was found, those that the server sent.</summary>
    public ImmutableArray<ReadOnlyMemory<byte>> Chain { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether <see cref="Chain"/> leads to a root that is trusted. Dates and name may be wrong all the same.</summary>
    public bool ChainIsTrusted { get; init; }

    /// <summary>How many certificates the server sent, its own included.</summary>
    public int CertificatesSent { get; init; }

    /// <summary>What the server stapled about the revocation of its certificate.</summary>
    public OcspStaple OcspStaple { get; init; }
}
