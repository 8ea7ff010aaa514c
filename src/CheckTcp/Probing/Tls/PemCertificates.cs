using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Probing.Tls;

/// <summary>Reads the certificates of a PEM file (RFC 7468).</summary>
internal static class PemCertificates
{
    /// <summary>Larger than any bundle of roots; keeps a wrong path from filling the memory.</summary>
    private const int MaxFileBytes = 8 * 1024 * 1024;

    private const int ShownLabels = 3;
    private const byte DerSequence = 0x30;

    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <returns>Each certificate's DER; none when the file cannot be read.</returns>
    public static List<byte[]> Read(string file) => In(Text(file));

    /// <returns>The DER of each certificate in a text.</returns>
    public static List<byte[]> In(ReadOnlySpan<byte> rest)
    {
        var certificates = new List<byte[]>();
        while (PemEncoding.TryFindUtf8(rest, out PemFields fields))
        {
            ReadOnlySpan<byte> label = rest[fields.Label];
            bool isTrusted = label.SequenceEqual("TRUSTED CERTIFICATE"u8);
            if (isTrusted || label.SequenceEqual("CERTIFICATE"u8) || label.SequenceEqual("X509 CERTIFICATE"u8))
            {
                byte[] content = new byte[fields.DecodedDataLength];
                Base64.DecodeFromUtf8(rest[fields.Base64Data], content, out _, out _);
                if (!isTrusted)
                {
                    certificates.Add(content);
                }
                else if (TrustedCertificate.ForServers(content) is { } certificate)
                {
                    certificates.Add(certificate);
                }
            }

            rest = rest[fields.Location.End..];
        }

        return certificates;
    }

    /// <summary>Why <see cref="Read"/> finds no certificate in the file, and the fix.</summary>
    public static string WhyNone(string file)
    {
        byte[] text = Text(file);
        List<string> labels = LabelsIn(text);
        return (text, labels) switch
        {
            ([], _) => "it is empty or cannot be read",
            ([DerSequence, ..], []) => "it is DER, not PEM; convert it: openssl x509 -inform DER",
            (_, []) => "there is no certificate in it",
            (_, ["PKCS7" or "CMS", ..]) => "it holds PKCS#7; convert it: openssl pkcs7 -print_certs",
            (_, ["TRUSTED CERTIFICATE", ..]) => "no certificate in it is trusted for servers, or none can be read; "
                + "openssl x509 -text shows the uses of a TRUSTED CERTIFICATE",
            _ => $"there is no certificate in it, but {string.Join(", ", labels)}",
        };
    }

    /// <summary>What is in the file, or is given in its place; nothing when it cannot be read, or not in bounded time and memory.</summary>
    public static byte[] Bytes(string file) => Bytes(file, MaxFileBytes);

    /// <summary>What is in the file as UTF-8 without byte order marks, which editors and shells of Windows put in front, and which end up
    /// in the middle where such files are joined: a mark hides the label that it stands before.</summary>
    public static byte[] Text(string file) => WithoutMarks(Bytes(file));

    /// <inheritdoc cref="Text(string)"/>
    /// <param name="file">The file.</param>
    /// <param name="maxBytes">What is larger is not read, as what is larger than any bundle never is.</param>
    public static byte[] Text(string file, int maxBytes) => WithoutMarks(Bytes(file, Math.Min(maxBytes, MaxFileBytes)));

    private static byte[] Bytes(string file, int maxBytes)
    {
        if (InlinePem.Is(file))
        {
            return InlinePem.Bytes(file);
        }

        try
        {
            return RegularFile.Read(file, maxBytes) ?? [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static byte[] WithoutMarks(byte[] bytes)
    {
        byte[] text = bytes switch
        {
            [0xFF, 0xFE, ..] => Encoding.Convert(Encoding.Unicode, Encoding.UTF8, bytes),
            [0xFE, 0xFF, ..] => Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, bytes),
            _ => bytes,
        };
        return text.AsSpan().IndexOf(Mark) < 0
            ? text
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace("\uFEFF", "", StringComparison.Ordinal));
    }

    private static List<string> LabelsIn(ReadOnlySpan<byte> rest)
    {
        var labels = new List<string>();
        while (labels.Count < ShownLabels && PemEncoding.TryFindUtf8(rest, out PemFields fields))
        {
            string label = Encoding.UTF8.GetString(rest[fields.Label]);
            if (!labels.Contains(label))
            {
                labels.Add(label);
            }

            rest = rest[fields.Location.End..];
        }

        return labels;
    }
}
