namespace CheckTcp.Probing.Tls;

/// <summary>Why a certificate is refused.</summary>
/// <param name="Cause">The gravest reason.</param>
/// <param name="Words">All reasons.</param>
internal sealed record CertificateFault(FailureCause Cause, string Words)
{
    public static CertificateFault Missing { get; } = new(FailureCause.CertificateInvalid, "the server showed no certificate");

    public static CertificateFault Unreadable { get; } = new(FailureCause.CertificateInvalid, "certificate refused: it cannot be read");
}
