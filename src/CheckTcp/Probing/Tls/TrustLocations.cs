namespace CheckTcp.Probing.Tls;

/// <summary>Where this machine keeps the certificates that it trusts.</summary>
/// <param name="Bundles">Files with many certificates.</param>
/// <param name="Directories">Directories with one certificate a file, named by the hash of its subject.</param>
internal sealed record TrustLocations(IReadOnlyList<string> Bundles, IReadOnlyList<string> Directories)
{
    /// <summary>OpenSSL's variable for a bundle.</summary>
    public const string FileVariable = "SSL_CERT_FILE";

    /// <summary>OpenSSL's variable for directories, parted by colons.</summary>
    public const string DirectoryVariable = "SSL_CERT_DIR";

    /// <summary>What <c>SSL_CERT_FILE</c> and <c>SSL_CERT_DIR</c> say; each replaces only its own part of the distribution's
    /// places.</summary>
    public static TrustLocations FromEnvironment()
    {
        string? file = Environment.GetEnvironmentVariable(FileVariable);
        string? directories = Environment.GetEnvironmentVariable(DirectoryVariable);
        return new TrustLocations(
            string.IsNullOrEmpty(file) ? FirstExisting(DistributionBundles, File.Exists) : [file],
            string.IsNullOrEmpty(directories)
                ? FirstExisting(DistributionDirectories, Directory.Exists)
                : directories.Split(':', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Where the roots were looked for, in words.</summary>
    public override string ToString() => string.Join(", ",
    [
        .. Bundles.Count > 0 ? Bundles : DistributionBundles.ToArray(),
        .. Directories.Count > 0 ? Directories : DistributionDirectories.ToArray(),
    ]);

    private static ReadOnlySpan<string> DistributionBundles =>
    (string[])[
        "/etc/ssl/certs/ca-certificates.crt",                // Debian, Ubuntu, Arch, Alpine, Gentoo
        "/etc/pki/tls/certs/ca-bundle.crt",                  // Fedora, RHEL
        "/etc/ssl/ca-bundle.pem",                            // openSUSE
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // RHEL and CentOS 7
        "/etc/ssl/cert.pem",                                 // Alpine without bundle, BSD
    ];

    private static ReadOnlySpan<string> DistributionDirectories => (string[])["/etc/ssl/certs", "/etc/pki/tls/certs"];

    private static string[] FirstExisting(ReadOnlySpan<string> candidates, Predicate<string> exists)
    {
        foreach (string candidate in candidates)
        {
            if (exists(candidate))
            {
                return [candidate];
            }
        }

        return [];
    }
}
