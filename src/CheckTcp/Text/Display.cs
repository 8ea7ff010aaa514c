using System.Buffers;
using System.Globalization;
using System.Text;

namespace CheckTcp;

/// <summary>Makes text that others wrote fit to be shown: the one place where it is escaped.</summary>
public static class Display
{
    /// <summary>Shows bytes as one line of plain text.</summary>
    /// <remarks>Line ends, control characters (C0, C1), those that change the direction of text, separators of lines and paragraphs and
    /// the <c>|</c> that begins performance data become <c>\r \n \t \xNN \u{NNNN}</c>; so do bytes that are no UTF-8.</remarks>
    /// <param name="bytes">What a peer sent.</param>
    public static string Escape(ReadOnlySpan<byte> bytes) => Escape(bytes, int.MaxValue);

    /// <inheritdoc cref="Escape(ReadOnlySpan{byte})"/>
    /// <param name="bytes">What a peer sent.</param>
    /// <param name="maxCharacters">Roughly how much to show; <c>...</c> stands for the rest.</param>
    public static string Escape(ReadOnlySpan<byte> bytes, int maxCharacters)
    {
        if (bytes.Length <= maxCharacters && IsPlain(bytes))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        var shown = new StringBuilder(Math.Min(bytes.Length, maxCharacters));
        while (!bytes.IsEmpty)
        {
            if (shown.Length >= maxCharacters)
            {
                return shown.Append("...").ToString();
            }

            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done)
            {
                Append(shown, rune);
            }
            else
            {
                length = 1;
                AppendHex(shown, bytes[0]);
            }

            bytes = bytes[length..];
        }

        return shown.ToString();
    }

    /// <summary>Shows text as one line of plain text; bytes in it that are no UTF-8 (<see cref="ByteText"/>) too.</summary>
    public static string Escape(string text) => NeedsEscaping(text) ? Escape(ByteText.Encode(text)) : text;

    /// <summary>Shows text of any length as one line of plain text.</summary>
    /// <param name="text">The text; bytes in it that are no UTF-8 (<see cref="ByteText"/>) are shown, too.</param>
    /// <param name="maxCharacters">Roughly how much to show; <c>...</c> stands for the rest.</param>
    public static string Escape(string text, int maxCharacters) => Escape(ByteText.Encode(text), maxCharacters);

    private static bool NeedsEscaping(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or '|' or >= '\x7F')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPlain(ReadOnlySpan<byte> bytes) =>
        !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~') && !bytes.Contains((byte)'|');

    private static void Append(StringBuilder shown, Rune rune)
    {
        switch (rune.Value)
        {
            case '\r':
                shown.Append(@"\r");
                break;
            case '\n':
                shown.Append(@"\n");
                break;
            case '\t':
                shown.Append(@"\t");
                break;
            case < ' ' or '|' or 0x7F:
                AppendHex(shown, (byte)rune.Value);
                break;
            case var value when IsUnfit(value):
                shown.Append(CultureInfo.InvariantCulture, $@"\u{{{value:X4}}}");
                break;
            case < 0x80:
                shown.Append((char)rune.Value);
                break;
            default:
                shown.Append(rune.ToString());
                break;
        }
    }

    /// <summary>C1 controls, and the characters that order text or end lines (UAX #9 section 2, Unicode chapter 5.8).</summary>
    private static bool IsUnfit(int value) =>
        value is (>= 0x80 and <= 0x9F) or 0x061C or 0x200E or 0x200F or (>= 0x2028 and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF;

    private static void AppendHex(StringBuilder shown, byte value)
    {
        const string Digits = "0123456789ABCDEF";
        shown.Append(@"\x").Append(Digits[value >> 4]).Append(Digits[value & 0xF]);
    }
}
