using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing;

namespace CheckTcp.Verdicts;

/// <summary>What reports tell of a server's certificate, fit to be shown.</summary>
internal sealed record ShownCertificate(string Subject, string Issuer, DateTime NotBefore, DateTime NotAfter)
{
    /// <returns><c>null</c> when the server showed none, or one whose names or dates cannot be read.</returns>
    public static ShownCertificate? Of(TlsSession session)
    {
        if (session.Certificate.IsEmpty)
        {
            return null;
        }

        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(session.Certificate.Span);
            return new ShownCertificate(
                Display.Escape(certificate.Subject),
                Display.Escape(certificate.Issuer),
                certificate.NotBefore.ToUniversalTime(),
                certificate.NotAfter.ToUniversalTime());
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
