using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CheckTcp.Checks;

namespace CheckTcp.Probing.Tls;

/// <summary>Reads a client certificate with its key and what is above it.</summary>
internal static class ClientCertificateFile
{
    /// <returns>The certificate with its key first.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    /// <exception cref="CryptographicException">A file does not hold what it should, the password is wrong, or the key is another's.</exception>
    /// <exception cref="ArgumentException">The key is another's, or of a kind that is not known.</exception>
    public static X509Certificate2Collection Read(ClientCertificate client)
    {
        string? password = client.PasswordFile is { } file ? FirstLine(Text(file)) : null;
        return client.IsPkcs12 ? OfPkcs12(client.File, password) : OfPem(client, password);
    }

    private static X509Certificate2Collection OfPem(ClientCertificate client, string? password)
    {
        string certificates = Text(client.File);
        string key = client.KeyFile is { } keyFile ? Text(keyFile) : certificates;
        X509Certificate2Collection chain =
        [
            password is null
                ? X509Certificate2.CreateFromPem(certificates, key)
                : X509Certificate2.CreateFromEncryptedPem(certificates, key, password),
        ];
        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificates);
        all[0].Dispose(); // the certificate itself, here without its key
        all.RemoveAt(0);
        chain.AddRange(all);
        return chain;
    }

    private static X509Certificate2Collection OfPkcs12(string file, string? password)
    {
        X509Certificate2Collection chain = X509CertificateLoader.LoadPkcs12Collection(PemCertificates.Bytes(file), password);
        for (int i = 0; i < chain.Count; i++)
        {
            if (chain[i] is { HasPrivateKey: true } certificate)
            {
                chain.RemoveAt(i);
                chain.Insert(0, certificate);
                return chain;
            }
        }

        throw new CryptographicException("There is no certificate with a private key in it.");
    }

    private static string Text(string file) => PemCertificates.Bytes(file) is { Length: > 0 } bytes
        ? Encoding.UTF8.GetString(bytes)
        : throw new IOException($"{file} is empty or cannot be read.");

    private static string FirstLine(string text) => text.AsSpan().EnumerateLines() is var lines && lines.MoveNext() ? lines.Current.ToString() : "";
}
