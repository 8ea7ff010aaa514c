using CheckTcp.Monitor.Execution;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Control;

/// <summary>The certificate that a check's server showed last. Members are only ever added.</summary>
/// <param name="Subject">Whom it is for.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="DaysLeft">How long that is from now, see <see cref="CertificateFacts.Days"/>.</param>
/// <param name="Sha256Fingerprint">Its SHA-256 in hexadecimal digits.</param>
/// <param name="ChainTrusted">Whether its chain was verified up to a trusted root.</param>
/// <param name="FirstToExpire">That in the chain whose time ends first.</param>
/// <param name="Since">When it was first seen.</param>
/// <param name="ChangedAt">When it took the place of another; <c>null</c> when none is known.</param>
/// <param name="PreviousSha256Fingerprint">The other's fingerprint.</param>
internal sealed record CertificateView(
    string Subject, DateTimeOffset NotAfter, double DaysLeft, string Sha256Fingerprint, bool ChainTrusted, FirstToExpireView FirstToExpire,
    DateTimeOffset Since, DateTimeOffset? ChangedAt, string? PreviousSha256Fingerprint)
{
    /// <summary>The certificate as it is shown; <c>null</c> for none.</summary>
    public static CertificateView? Of(ShownCertificate? certificate, DateTimeOffset now) => certificate is null ? null : new(
        certificate.Subject,
        certificate.NotAfter,
        CertificateFacts.Days(certificate.NotAfter - now),
        certificate.Fingerprint,
        certificate.ChainIsTrusted,
        new FirstToExpireView(certificate.FirstSubject, certificate.FirstNotAfter, CertificateFacts.Days(certificate.FirstNotAfter - now)),
        certificate.Since,
        certificate.PreviousFingerprint is null ? null : certificate.Since,
        certificate.PreviousFingerprint);
}

/// <summary>The certificate of a chain whose time ends first.</summary>
/// <param name="Subject">Whom it is for.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="DaysLeft">How long that is from now.</param>
internal sealed record FirstToExpireView(string Subject, DateTimeOffset NotAfter, double DaysLeft);
