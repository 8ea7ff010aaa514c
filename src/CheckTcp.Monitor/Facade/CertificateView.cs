using System.Text.Json;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Shards;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Facade;

/// <summary>A certificate that a check's servers showed. Members are only ever added.</summary>
/// <param name="Subject">Whom it is for.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="DaysLeft">How long that is from now, see <see cref="CertificateFacts.Days"/>.</param>
/// <param name="Sha256Fingerprint">Its SHA-256 in hexadecimal digits.</param>
/// <param name="ChainTrusted">Whether its chain was verified up to a trusted root.</param>
/// <param name="FirstToExpire">That in the chain whose time ends first.</param>
/// <param name="Since">When it was first seen.</param>
/// <param name="LastSeen">When it was last seen; of a daemon that does not run, to the hour.</param>
/// <param name="ChangedAt">When it appeared beside or after another; <c>null</c> when none is known. Of the one that stands for all: when the
/// latest such did.</param>
/// <param name="PreviousSha256Fingerprint">The other's fingerprint.</param>
internal sealed record CertificateView(
    string Subject, DateTimeOffset NotAfter, double DaysLeft, string Sha256Fingerprint, bool ChainTrusted, FirstToExpireView FirstToExpire,
    DateTimeOffset Since, DateTimeOffset LastSeen, DateTimeOffset? ChangedAt, string? PreviousSha256Fingerprint)
{
    /// <summary>All that a handshake that showed it told, as the member <c>tls</c> of <c>check-tcp --json</c>; <c>null</c> when it was too long to be
    /// kept.</summary>
    public JsonElement? Handshake { get; init; }

    /// <summary>The one that stands for all; <c>null</c> for none.</summary>
    public static CertificateView? Of(SeenCertificates seen, DateTimeOffset now) =>
        seen.Shown is { } shown ? Of(shown, seen.LatestChange, now) : null;

    /// <summary>Each of them; <c>null</c> for none.</summary>
    public static IReadOnlyList<CertificateView>? AllOf(SeenCertificates seen, DateTimeOffset now) =>
        seen.All is { Count: > 0 } all ? [.. all.Select(shown => Of(shown, shown, now))] : null;

    private static CertificateView Of(ShownCertificate certificate, ShownCertificate? change, DateTimeOffset now) => new(
        certificate.Subject,
        certificate.NotAfter,
        CertificateFacts.Days(certificate.NotAfter - now),
        certificate.Fingerprint,
        certificate.ChainIsTrusted,
        new FirstToExpireView(certificate.FirstSubject, certificate.FirstNotAfter, CertificateFacts.Days(certificate.FirstNotAfter - now)),
        certificate.Since,
        certificate.LastSeen,
        change?.PreviousFingerprint is null ? null : change.Since,
        change?.PreviousFingerprint)
    {
        Handshake = Parse(certificate.Handshake),
    };

    /// <summary>A damaged store may hold anything.</summary>
    private static JsonElement? Parse(string? json)
    {
        try
        {
            return json is null ? null : JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The certificate of a chain whose time ends first.</summary>
/// <param name="Subject">Whom it is for.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="DaysLeft">How long that is from now.</param>
internal sealed record FirstToExpireView(string Subject, DateTimeOffset NotAfter, double DaysLeft);
