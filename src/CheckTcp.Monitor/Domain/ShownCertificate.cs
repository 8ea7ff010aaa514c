using CheckTcp.CommandLine.Formats;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Domain;

/// <summary>What is kept of the certificate that a server showed, and of the first in its chain whose time ends. Names are fit to be
/// shown.</summary>
/// <param name="Fingerprint">The SHA-256 of the server's own, in hexadecimal digits.</param>
/// <param name="Subject">Whom it is for, as a distinguished name.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="FirstSubject">The subject of that in the chain whose time ends first, the server's own included.</param>
/// <param name="FirstNotAfter">When that is.</param>
/// <param name="ChainIsTrusted">Whether the chain was verified up to a trusted root.</param>
/// <param name="Since">When it was first shown.</param>
internal sealed record ShownCertificate(
    string Fingerprint, string Subject, DateTimeOffset NotAfter, string FirstSubject, DateTimeOffset FirstNotAfter, bool ChainIsTrusted,
    DateTimeOffset Since)
{
    private const int ShownCharacters = 200;
    private const int MaxHandshakeCharacters = 16 * 1024;

    /// <summary>When it was last shown.</summary>
    public DateTimeOffset LastSeen { get; init; } = Since;

    /// <summary>The fingerprint of the one that was shown before it; <c>null</c> when it is among the first that the check has met.</summary>
    public string? PreviousFingerprint { get; init; }

    /// <summary>All that a handshake that showed it told, as <see cref="JsonReport.OfTls"/> has it, of the time when that was; <c>null</c> where
    /// it is too long to be kept.</summary>
    public string? Handshake { get; init; }

    /// <summary>Decodes what a handshake showed.</summary>
    /// <returns><c>null</c> when the server's own cannot be read.</returns>
    public static ShownCertificate? Of(TlsSession session)
    {
        if (CertificateFacts.Of(session) is not { } servers)
        {
            return null;
        }

        CertificateFacts first = CertificateFacts.OfFirstToExpire(session, servers);
        string subject = Shown(servers.Subject);
        return new ShownCertificate(
            servers.Sha256Fingerprint, subject, servers.NotAfter, first == servers ? subject : Shown(first.Subject), first.NotAfter,
            session.ChainIsTrusted, session.At)
        {
            Handshake = JsonReport.OfTls(session) is { Length: <= MaxHandshakeCharacters } handshake ? handshake : null,
        };
    }

    private static string Shown(string subject) => Display.Escape(subject, ShownCharacters);
}
