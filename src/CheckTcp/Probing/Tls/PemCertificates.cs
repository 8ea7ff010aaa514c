using System.Buffers.Text;
using System.Security.Cryptography;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Probing.Tls;

/// <summary>Reads the certificates of a PEM file (RFC 7468).</summary>
internal static class PemCertificates
{
    /// <summary>Larger than any bundle of roots; keeps a wrong path from filling the memory.</summary>
    private const long MaxFileBytes = 8 * 1024 * 1024;

    /// <returns>Each certificate's DER; none when the file cannot be read.</returns>
    public static List<byte[]> Read(string file)
    {
        var certificates = new List<byte[]>();
        ReadOnlySpan<byte> rest = Bytes(file);
        while (PemEncoding.TryFindUtf8(rest, out PemFields fields))
        {
            // "TRUSTED CERTIFICATE" is OpenSSL's own form, with usages appended that nobody else reads.
            ReadOnlySpan<byte> label = rest[fields.Label];
            if (label.SequenceEqual("CERTIFICATE"u8) || label.SequenceEqual("X509 CERTIFICATE"u8))
            {
                byte[] certificate = new byte[fields.DecodedDataLength];
                Base64.DecodeFromUtf8(rest[fields.Base64Data], certificate, out _, out _);
                certificates.Add(certificate);
            }

            rest = rest[fields.Location.End..];
        }

        return certificates;
    }

    /// <summary>How many bytes reading it takes; none when it is not read.</summary>
    public static long SizeOf(string file) =>
        FileType.IsReadInBoundedTime(file) && new FileInfo(file) is { Exists: true, Length: <= MaxFileBytes } readable ? readable.Length : 0;

    /// <summary>What is in the file, or is given in its place; nothing when it cannot be read, or not in bounded time.</summary>
    public static byte[] Bytes(string file)
    {
        if (InlinePem.Is(file))
        {
            return InlinePem.Bytes(file);
        }

        try
        {
            return SizeOf(file) > 0 ? File.ReadAllBytes(file) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
