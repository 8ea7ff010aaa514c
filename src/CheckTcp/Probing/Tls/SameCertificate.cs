using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>Compares certificates byte by byte. The platform takes two for equal that share issuer and serial number, as a root and its
/// renewal may, and as anyone can make one.</summary>
internal static class SameCertificate
{
    public static bool IsSame(X509Certificate2 one, X509Certificate2 other) => one.RawDataMemory.Span.SequenceEqual(other.RawDataMemory.Span);

    public static bool IsIn(IEnumerable<X509Certificate2> certificates, X509Certificate2 sought)
    {
        foreach (X509Certificate2 certificate in certificates)
        {
            if (IsSame(certificate, sought))
            {
                return true;
            }
        }

        return false;
    }
}
