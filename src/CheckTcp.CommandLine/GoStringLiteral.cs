using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CheckTcp.CommandLine;

/// <summary>Option values in double quotes, which the original unquotes as Go does (the Go specification, "String literals").</summary>
internal static class GoStringLiteral
{
    /// <summary>The value that a literal stands for.</summary>
    /// <returns><c>false</c> when this is no literal in double quotes; then it is meant as it is written.</returns>
    public static bool TryUnquote(string text, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
        {
            return false;
        }

        var bytes = new List<byte>(text.Length);
        ReadOnlySpan<char> rest = text.AsSpan(1, text.Length - 2);
        while (!rest.IsEmpty)
        {
            if (rest[0] is '"' or '\n')
            {
                return false;
            }

            int plain = rest.IndexOfAny('\\', '"', '\n');
            if (plain != 0)
            {
                plain = plain < 0 ? rest.Length : plain;
                bytes.AddRange(ByteText.Encode(rest[..plain].ToString()));
                rest = rest[plain..];
            }
            else if (!TryReadEscape(ref rest, bytes))
            {
                return false;
            }
        }

        value = ByteText.Decode([.. bytes]);
        return true;
    }

    private static bool TryReadEscape(ref ReadOnlySpan<char> rest, List<byte> bytes)
    {
        if (rest.Length < 2)
        {
            return false;
        }

        char letter = rest[1];
        if (SingleCharacter(letter) is { } single)
        {
            bytes.Add(single);
            rest = rest[2..];
            return true;
        }

        return letter switch
        {
            'x' => TryReadByte(ref rest, bytes),
            'u' => TryReadRune(ref rest, 4, bytes),
            'U' => TryReadRune(ref rest, 8, bytes),
            >= '0' and <= '3' => TryReadOctal(ref rest, bytes),
            _ => false,
        };
    }

    private static byte? SingleCharacter(char letter) => letter switch
    {
        'a' => 7,
        'b' => 8,
        't' => 9,
        'n' => 10,
        'v' => 11,
        'f' => 12,
        'r' => 13,
        '\\' or '"' => (byte)letter,
        _ => null,
    };

    private static bool TryReadByte(ref ReadOnlySpan<char> rest, List<byte> bytes)
    {
        if (!TryReadHex(rest, 2, out uint value))
        {
            return false;
        }

        bytes.Add((byte)value);
        rest = rest[4..];
        return true;
    }

    private static bool TryReadOctal(ref ReadOnlySpan<char> rest, List<byte> bytes)
    {
        if (rest.Length < 4 || rest.Slice(1, 3).ContainsAnyExceptInRange('0', '7'))
        {
            return false;
        }

        bytes.Add((byte)(((rest[1] - '0') << 6) | ((rest[2] - '0') << 3) | (rest[3] - '0')));
        rest = rest[4..];
        return true;
    }

    private static bool TryReadRune(ref ReadOnlySpan<char> rest, int digits, List<byte> bytes)
    {
        if (!TryReadHex(rest, digits, out uint value) || !Rune.TryCreate(value, out Rune rune))
        {
            return false;
        }

        Span<byte> utf8 = stackalloc byte[4];
        bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
        rest = rest[(2 + digits)..];
        return true;
    }

    private static bool TryReadHex(ReadOnlySpan<char> escape, int digits, out uint value)
    {
        value = 0;
        return escape.Length >= 2 + digits
            && uint.TryParse(escape.Slice(2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)
            && !escape.Slice(2, digits).Contains('\0'); // .NET passes over NULs at the end of a number
    }
}
