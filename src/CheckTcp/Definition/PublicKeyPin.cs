using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CheckTcp;

/// <summary>A key by its fingerprint: the SHA-256 of a certificate's SubjectPublicKeyInfo (RFC 7469 section 2.4). It outlives a renewal
/// of the certificate that keeps the key.</summary>
public sealed record PublicKeyPin
{
    private const string Prefix = "sha256/";
    private const int Base64Characters = 44;

    private PublicKeyPin(string base64) => Base64 = base64;

    /// <summary>The fingerprint in base64, 44 characters.</summary>
    public string Base64 { get; }

    /// <summary>The pin of a key.</summary>
    /// <param name="subjectPublicKeyInfo">As it stands in the certificate, in DER (RFC 5280 section 4.1.2.7).</param>
    public static PublicKeyPin Of(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        new(Convert.ToBase64String(SHA256.HashData(subjectPublicKeyInfo)));

    /// <summary>Reads <c>sha256/BASE64</c>, and <c>sha256//BASE64</c> as curl writes it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PublicKeyPin? pin)
    {
        pin = null;
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> base64 = text.AsSpan(Prefix.Length);
        if (base64.Length == Base64Characters + 1 && base64[0] == '/')
        {
            base64 = base64[1..];
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (base64.Length != Base64Characters || !Convert.TryFromBase64Chars(base64, hash, out int length) || length != hash.Length)
        {
            return false;
        }

        pin = new PublicKeyPin(Convert.ToBase64String(hash));
        return true;
    }

    /// <summary><c>sha256/BASE64</c>.</summary>
    public override string ToString() => Prefix + Base64;
}
