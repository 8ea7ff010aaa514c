using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>Finds trusted certificates in files, and remembers what it found.</summary>
internal sealed class TrustFiles(TrustLocations locations)
{
    /// <summary>Far more than any store of roots has; a directory of other things is not read to its end.</summary>
    private const int MaxStoreBytes = 16 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, X509Certificate2[]> _found = new();

    /// <summary>Where they are looked for, in words.</summary>
    public string Searched => locations.ToString();

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

    /// <summary>Every certificate of every file, as far as a store's size is sensible. A file that cannot be read is passed over: it can only make fewer trusted.</summary>
    public X509Certificate2Collection All()
    {
        var all = new X509Certificate2Collection();
        int read = 0;
        foreach (string file in locations.Bundles.Concat(locations.Directories.Where(Directory.Exists).SelectMany(FilesIn)))
        {
            byte[] text = PemCertificates.Text(file, MaxStoreBytes - read);
            read += text.Length;
            foreach (byte[] certificate in PemCertificates.In(text))
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
        X509Certificate2Collection matches = SearchIn(HashNamedFiles(subject), subject);
        return matches.Count > 0 ? matches : SearchIn(locations.Bundles, subject);
    }

    private static X509Certificate2Collection SearchIn(IEnumerable<string> files, X500DistinguishedName subject)
    {
        var matches = new X509Certificate2Collection();
        foreach (byte[] certificate in files.SelectMany(PemCertificates.Read))
        {
            if (CertificateFields.Subject(certificate).SequenceEqual(subject.RawData))
            {
                TryAdd(matches, certificate);
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
            if (!SameCertificate.IsIn(collection, loaded))
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
