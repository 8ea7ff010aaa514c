using System.Text;

namespace CheckTcp;

/// <summary>How to speak TLS.</summary>
/// <remarks>Files are named, not held: they are read for every handshake, so that renewed ones count at once.</remarks>
public sealed record TlsSettings
{
    /// <summary>The longest name of an application protocol, in bytes (RFC 7301 section 3.1).</summary>
    public const int MaxApplicationProtocolBytes = 255;

    /// <summary>The most that the names of application protocols may take together in the client's greeting, one byte more each: half of
    /// what all its extensions may.</summary>
    public const int MaxApplicationProtocolsBytes = 32 * 1024;

    /// <summary>Verify the certificate's chain, dates and name.</summary>
    public static TlsSettings Verified { get; } = new();

    /// <summary>Take whatever certificate the server shows.</summary>
    public static TlsSettings Unverified { get; } = new() { VerifyCertificate = false };

    /// <summary>Whether the chain, the dates and the name must be right; <c>true</c> by default.</summary>
    public bool VerifyCertificate { get; init; } = true;

    /// <summary>The name that the server is told (RFC 6066 section 3) and that its certificate must bear, or <c>null</c> (the default)
    /// for the target's host. An address is not told, but must stand in the certificate.</summary>
    public string? ServerName { get; init; }

    /// <summary>PEM file with the only certificates to trust, roots, intermediates or the server's own, or the PEM itself, or <c>null</c>
    /// (the default) for the system's store.</summary>
    public string? CaFile { get; init; }

    /// <summary>What to show to a server that asks for a certificate; nothing by default.</summary>
    public ClientCertificate? ClientCertificate { get; init; }

    /// <summary>The oldest version to speak; TLS 1.2 by default.</summary>
    public TlsVersion MinVersion { get; init; } = TlsVersion.Tls12;

    /// <summary>The newest version to speak; TLS 1.3 by default. Not older than <see cref="MinVersion"/>: no check takes such settings.</summary>
    public TlsVersion MaxVersion { get; init; } = TlsVersion.Tls13;

    /// <summary>Whether to meet servers that OpenSSL refuses by default: without secure renegotiation (RFC 5746), with short
    /// keys, or that sign by MD5 and SHA-1. It is <c>false</c> by default.</summary>
    /// <remarks>On Linux only, and only with <see cref="Prober.ForOneShot"/>, since OpenSSL is configured for a whole process: it does
    /// not read its usual configuration file then. Elsewhere a run fails with <see cref="Probing.FailureCause.Local"/>.</remarks>
    public bool AllowLegacy { get; init; }

    /// <summary>What is offered to speak inside (ALPN, RFC 7301), the dearest first; nothing by default.</summary>
    /// <value>Names of 1 to <see cref="MaxApplicationProtocolBytes"/> bytes, <see cref="MaxApplicationProtocolsBytes"/> together.</value>
    /// <exception cref="ArgumentException">A name is empty or too long, or all together are.</exception>
    public ValueList<string> ApplicationProtocols
    {
        get;
        init => field = !value.All(IsApplicationProtocol)
                ? throw new ArgumentException($"An application protocol has 1 to {MaxApplicationProtocolBytes} bytes.", nameof(value))
            : !FitIntoGreeting(value)
                ? throw new ArgumentException($"Application protocols have at most {MaxApplicationProtocolsBytes} bytes together.", nameof(value))
            : value;
    } = [];

    /// <summary>Keys of which one must be the server's, or above it in the verified chain; none by default. Where nothing is verified,
    /// the server's own key alone counts: it is the only one that a handshake proves.</summary>
    public ValueList<PublicKeyPin> Pins { get; init; } = [];

    /// <summary>Whether the server is asked to prove that its certificate has not been revoked; it is not by default.</summary>
    /// <remarks>The proof is only judged with <see cref="VerifyCertificate"/>: a chain that is not verified vouches for nobody.</remarks>
    public OcspStapling OcspStapling { get; init; }

    /// <summary>The alert with which the server must refuse (RFC 8446 section 6): the check passes only then. <c>null</c> (the default)
    /// for a handshake that is to succeed.</summary>
    public byte? ExpectedAlert { get; init; }

    /// <summary>The name of <see cref="ExpectedAlert"/> in the RFCs, or its number where it has none; <c>null</c> for no alert.</summary>
    public string? ExpectedAlertName => ExpectedAlert is { } alert ? TlsAlert.Name(alert) : null;

    /// <summary>Whether ALPN can carry this name.</summary>
    public static bool IsApplicationProtocol(string name) => Encoding.UTF8.GetByteCount(name) is >= 1 and <= MaxApplicationProtocolBytes;

    internal static bool FitIntoGreeting(IEnumerable<string> names) =>
        names.Sum(name => 1 + Encoding.UTF8.GetByteCount(name)) <= MaxApplicationProtocolsBytes;

    /// <exception cref="ArgumentException">There is no version between the oldest and the newest.</exception>
    internal void ThrowIfImpossible(string parameter)
    {
        if (MinVersion > MaxVersion)
        {
            throw new ArgumentException($"{TlsVersionText.Of(MinVersion)} as the oldest version is newer than {TlsVersionText.Of(MaxVersion)}.", parameter);
        }
    }
}
