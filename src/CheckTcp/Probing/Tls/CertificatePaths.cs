using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>The ways from a server's certificate up to a trusted one. There are several where an authority was renewed or signed by two
/// others, and which of them the platform tries depends on the order of the files.</summary>
/// <remarks>By the names alone: whether the signatures are right is for the platform to find out, path by path.</remarks>
internal sealed class CertificatePaths
{
    /// <summary>Each is verified by itself. More than any real server has, and few enough for one that sends names at will.</summary>
    private const int MaxPaths = 16;

    private const int MaxSteps = 1000;

    private readonly X509Certificate2Collection _sent;
    private readonly X509Certificate2Collection _trusted;
    private readonly List<X509Certificate2> _current = [];
    private readonly List<X509Certificate2[]> _found = [];
    private int _steps;

    private CertificatePaths(X509Certificate2Collection sent, X509Certificate2Collection trusted) => (_sent, _trusted) = (sent, trusted);

    /// <returns>Each from the server's certificate to the first one that is trusted; the one that is valid longest first.</returns>
    public static IEnumerable<X509Certificate2[]> Of(X509Certificate2 leaf, X509Certificate2Collection sent, X509Certificate2Collection trusted)
    {
        var paths = new CertificatePaths(sent, trusted);
        paths.Climb(leaf);
        return paths._found.Count < 2
            ? paths._found
            : paths._found.OrderByDescending(ValidUntil).ThenBy(path => path.Length).ThenByDescending(path => path[^1].NotAfter);
    }

    private static DateTime ValidUntil(X509Certificate2[] path) => path.Min(certificate => certificate.NotAfter);

    private void Climb(X509Certificate2 certificate)
    {
        _current.Add(certificate);
        if (SameCertificate.IsIn(_trusted, certificate))
        {
            _found.Add([.. _current]);
        }
        else if (_current.Count < TrustStore.MaxDepth)
        {
            ClimbTo(_trusted, certificate);
            ClimbTo(_sent, certificate);
        }

        _current.RemoveAt(_current.Count - 1);
    }

    private void ClimbTo(X509Certificate2Collection issuers, X509Certificate2 certificate)
    {
        foreach (X509Certificate2 issuer in issuers)
        {
            if (_found.Count == MaxPaths || ++_steps > MaxSteps)
            {
                return;
            }

            if (issuer.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) && !SameCertificate.IsIn(_current, issuer))
            {
                Climb(issuer);
            }
        }
    }
}
