using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CheckTcp.Probing.Tls;

/// <summary>The hash by which OpenSSL names the files of a certificate directory (<c>openssl rehash</c>, X509_NAME_hash).</summary>
internal static class SubjectHash
{
    /// <summary>Eight hexadecimal digits: the first four bytes, little-endian, of the SHA-1 of the name in its canonical form.</summary>
    public static string Of(X500DistinguishedName name)
    {
#pragma warning disable CA5350 // a file name, not a proof: OpenSSL fixed the algorithm
        byte[] digest = SHA1.HashData(Canonical(name));
#pragma warning restore CA5350
        return BinaryPrimitives.ReadUInt32LittleEndian(digest).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The relative names one after the other, without the sequence around them, each text value as UTF-8 in small ASCII
    /// letters with single blanks.</summary>
    private static byte[] Canonical(X500DistinguishedName name)
    {
        var canonical = new List<byte>();
        AsnReader relativeNames = new AsnReader(name.RawData, AsnEncodingRules.DER).ReadSequence();
        while (relativeNames.HasData)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            using (writer.PushSetOf())
            {
                AsnReader attributes = relativeNames.ReadSetOf();
                while (attributes.HasData)
                {
                    WriteAttribute(writer, attributes.ReadSequence());
                }
            }

            canonical.AddRange(writer.Encode());
        }

        return [.. canonical];
    }

    private static void WriteAttribute(AsnWriter writer, AsnReader attribute)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(attribute.ReadObjectIdentifier());
            if (TextOf(attribute) is { } text)
            {
                writer.WriteCharacterString(UniversalTagNumber.UTF8String, Folded(text));
            }
            else
            {
                writer.WriteEncodedValue(attribute.ReadEncodedValue().Span);
            }
        }
    }

    /// <summary>The value as OpenSSL reads it, which takes any byte: certificates break the alphabets of their string types.</summary>
    private static string? TextOf(AsnReader attribute)
    {
        Asn1Tag tag = attribute.PeekTag();
        if (tag.TagClass != TagClass.Universal)
        {
            return null;
        }

        ReadOnlySpan<byte> content = attribute.PeekContentBytes().Span;
        return (UniversalTagNumber)tag.TagValue switch
        {
            UniversalTagNumber.UTF8String => Encoding.UTF8.GetString(content),
            UniversalTagNumber.BMPString => Encoding.BigEndianUnicode.GetString(content),
            UniversalTagNumber.UniversalString => new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetString(content),
            UniversalTagNumber.PrintableString or UniversalTagNumber.TeletexString or UniversalTagNumber.IA5String
                or UniversalTagNumber.VisibleString => Encoding.Latin1.GetString(content),
            _ => null,
        };
    }

    private static string Folded(string value)
    {
        var folded = new StringBuilder(value.Length);
        foreach (string word in value.Split([' ', '\t', '\n', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            folded.Append(folded.Length == 0 ? "" : " ");
            foreach (char c in word)
            {
                folded.Append(char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c);
            }
        }

        return folded.ToString();
    }
}
