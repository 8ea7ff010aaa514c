using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>Whom this machine trusts.</summary>
/// <remarks>On Linux the certificates lie in files, and a chain needs one or two of some 140: so they are looked up by the issuer's
/// name, as OpenSSL does, and the whole store is only read before a certificate is refused. Elsewhere the platform is asked.</remarks>
internal sealed class TrustStore(TrustLocations? locations = null, bool ownsProcess = false)
{
    /// <summary>Longer chains than any real one; ends a circle of issuers, and keeps a server that sends hundreds of certificates from
    /// having each one's issuer looked for in every file.</summary>
    public const int MaxDepth = 10;

    private readonly Lock _once = new();
    private TrustFiles? _files;
    private bool _prepared;
    private X509Certificate2Collection? _all;

    /// <summary>Whether the process runs one check and ends, so that what holds for all of it may be changed.</summary>
    public bool OwnsProcess => ownsProcess;

    private static bool IsFiles => !OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS();

    /// <summary>Trust in these roots alone.</summary>
    public static TrustStore Of(X509Certificate2Collection roots) => new() { _all = roots, _prepared = true };

    /// <summary>How a chain is built without trusting anyone, asking nobody else over the network.</summary>
    /// <param name="stapling">To look for revocation offline makes the platform ask the server for a stapled OCSP response.</param>
    public static X509ChainPolicy PolicyOfFirstLook(OcspStapling stapling) => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = stapling == OcspStapling.Ignored ? X509RevocationMode.NoCheck : X509RevocationMode.Offline,
        RevocationFlag = X509RevocationFlag.EndCertificateOnly,
        DisableCertificateDownloads = true,
    };

    /// <summary>To be called before the platform's cryptography is used.</summary>
    public void Prepare()
    {
        lock (_once)
        {
            if (_prepared || !IsFiles)
            {
                return;
            }

            _files = new TrustFiles(locations ?? TrustLocations.FromEnvironment());
            if (ownsProcess)
            {
                PlatformTrustStore.KeepUnloaded();
            }

            _prepared = true;
        }
    }

    /// <summary>The trusted certificates that could be above these.</summary>
    /// <returns><c>null</c> where the platform is to be asked.</returns>
    public X509Certificate2Collection? IssuersOf(X509Certificate2 leaf, X509Certificate2Collection sent)
    {
        if (_files is null)
        {
            return _all;
        }

        var found = new X509Certificate2Collection();
        X509Certificate2Collection wanted = [leaf, .. sent.Take(MaxDepth)];
        for (int depth = 0; depth < MaxDepth && wanted.Count > 0; depth++)
        {
            var next = new X509Certificate2Collection();
            foreach (X509Certificate2 certificate in wanted)
            {
                foreach (X509Certificate2 issuer in _files.WithSubject(certificate.IssuerName).Where(issuer => !SameCertificate.IsIn(found, issuer)))
                {
                    found.Add(issuer);
                    next.Add(issuer);
                }
            }

            wanted = next;
        }

        return found;
    }

    /// <summary>Where this machine's roots were looked for, when there are none at all; else <c>null</c>.</summary>
    public string? SearchedInVain() => _files is { } files && All() is { Count: 0 } ? files.Searched : null;

    /// <summary>Every trusted certificate, read once.</summary>
    /// <returns><c>null</c> where the platform is to be asked.</returns>
    public X509Certificate2Collection? All()
    {
        lock (_once)
        {
            return _all is { Count: > 0 } ? _all : _all = _files?.All(); // roots that were missing may be installed
        }
    }
}
