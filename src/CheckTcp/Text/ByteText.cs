using System.Text;

namespace CheckTcp;

/// <summary>Text that may hold bytes which are no UTF-8, as command lines on Unix can.</summary>
/// <remarks>Each such byte 0x80 to 0xFF stands in the string as the lone surrogate U+DC80 to U+DCFF, which valid UTF-8 never
/// decodes to (the idea is that of Python's PEP 383): so nothing is lost on the way from argument to socket.</remarks>
public static class ByteText
{
    private const int EscapeBase = 0xDC00;

    /// <summary>The text of these bytes; <see cref="Encode"/> gives exactly the same bytes back.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        Span<char> chars = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == System.Buffers.OperationStatus.Done)
            {
                text.Append(chars[..rune.EncodeToUtf16(chars)]);
            }
            else
            {
                length = 1;
                text.Append((char)(EscapeBase + bytes[0]));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of this text: UTF-8, and each escaped byte as itself.</summary>
    public static byte[] Encode(string text)
    {
        if (!ContainsEscapedByte(text))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new List<byte>(text.Length);
        Span<byte> utf8 = stackalloc byte[4];
        for (int i = 0; i < text.Length; i++)
        {
            if (IsEscapedByte(text, i))
            {
                bytes.Add((byte)(text[i] - EscapeBase));
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length);
            bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
            i += length - 1;
        }

        return [.. bytes];
    }

    /// <summary>Whether the text holds a byte that is no UTF-8.</summary>
    public static bool ContainsEscapedByte(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (IsEscapedByte(text, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEscapedByte(string text, int index) =>
        text[index] is >= (char)(EscapeBase + 0x80) and <= (char)(EscapeBase + 0xFF)
        && (index == 0 || !char.IsHighSurrogate(text[index - 1]));
}
