using System.Security.Cryptography;

namespace CheckTcp.Probing.Tls;

/// <summary>Reads the certificates of a PEM file (RFC 7468), or the one of a DER file.</summary>
internal static class PemCertificates
{
    /// <summary>Larger than any bundle of roots; keeps a wrong path from filling the memory.</summary>
    private const long MaxFileBytes = 16 * 1024 * 1024;

    /// <returns>Each certificate's DER; none when the file cannot be read.</returns>
    public static List<byte[]> Read(string file)
    {
        var certificates = new List<byte[]>();
        if (!TryReadText(file, out string text))
        {
            return certificates;
        }

        ReadOnlySpan<char> rest = text;
        while (PemEncoding.TryFind(rest, out PemFields fields))
        {
            // "TRUSTED CERTIFICATE" is OpenSSL's own form, with usages appended that nobody else reads.
            if (rest[fields.Label] is "CERTIFICATE" or "X509 CERTIFICATE")
            {
                certificates.Add(Convert.FromBase64String(rest[fields.Base64Data].ToString()));
            }

            rest = rest[fields.Location.End..];
        }

        return certificates;
    }

    private static bool TryReadText(string file, out string text)
    {
        text = "";
        try
        {
            if (new FileInfo(file) is { Exists: true, Length: <= MaxFileBytes })
            {
                text = File.ReadAllText(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return text.Length > 0;
    }
}
