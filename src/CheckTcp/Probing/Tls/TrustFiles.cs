using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>Finds trusted certificates in files, and remembers what it found.</summary>
internal sealed class TrustFiles(TrustLocations locations)
{
    private readonly ConcurrentDictionary<string, X509Certificate2[]> _found = new();

    /// <summary>The trusted certificates of that subject: more than one when a root was renewed.</summary>
    /// <remarks>Only what was found is remembered: a server may name as many issuers as it likes, and a missing one may be added.</remarks>
    public IReadOnlyList<X509Certificate2> WithSubject(X500DistinguishedName subject)
    {
        string key = Convert.ToHexString(subject.RawData);
        if (_found.TryGetValue(key, out X509Certificate2[]? known))
        {
            return known;
        }

        X509Certificate2[] found = [.. Search(subject)];
        return found.Length == 0 ? found : _found.GetOrAdd(key, found);
    }

    /// <summary>Every certificate of every file. One that cannot be read is passed over: it can only make fewer trusted.</summary>
    public X509Certificate2Collection All()
    {
        var all = new X509Certificate2Collection();
        foreach (string file in locations.Bundles.Concat(locations.Directories.Where(Directory.Exists).SelectMany(FilesIn)))
        {
            foreach (byte[] certificate in PemCertificates.Read(file))
            {
                TryAdd(all, certificate);
            }
        }

        return all;
    }

    /// <summary>None for a directory that this user may not read: the platform's default is to throw.</summary>
    private static IEnumerable<string> FilesIn(string directory) =>
        Directory.EnumerateFiles(directory, "*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None });

    private X509Certificate2Collection Search(X500DistinguishedName subject)
    {
        var matches = new X509Certificate2Collection();
        foreach (string file in HashNamedFiles(subject).Concat(locations.Bundles))
        {
            foreach (byte[] certificate in PemCertificates.Read(file))
            {
                if (CertificateSubject.Of(certificate).SequenceEqual(subject.RawData))
                {
                    TryAdd(matches, certificate);
                }
            }

            if (matches.Count > 0)
            {
                break;
            }
        }

        return matches;
    }

    private IEnumerable<string> HashNamedFiles(X500DistinguishedName subject)
    {
        string hash = SubjectHash.Of(subject);
        foreach (string directory in locations.Directories)
        {
            for (int n = 0; ; n++)
            {
                string file = Path.Combine(directory, $"{hash}.{n}");
                if (!File.Exists(file))
                {
                    break;
                }

                yield return file;
            }
        }
    }

    private static void TryAdd(X509Certificate2Collection collection, byte[] certificate)
    {
        try
        {
            X509Certificate2 loaded = X509CertificateLoader.LoadCertificate(certificate);
            if (!collection.Contains(loaded))
            {
                collection.Add(loaded);
            }
        }
        catch (CryptographicException)
        {
            // Passed over, as in every store: one bad file must not take the others' trust away.
        }
    }
}
