using System.Buffers;
using System.Text;

namespace CheckTcp.TestSupport;

/// <summary>What output has to be, whatever a server sent or a user wrote.</summary>
public static class PlainText
{
    private static readonly SearchValues<char> Forbidden =
        SearchValues.Create("|\u061C\u200E\u200F\u2028\u2029\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>One line that cannot be taken for anything else: no control characters, none that end lines or turn text around, no
    /// performance data, and valid UTF-8.</summary>
    public static bool IsOneLine(string text) => !text.AsSpan().ContainsAny(Forbidden) && !text.Any(char.IsControl) && IsWellFormed(text);

    private static bool IsWellFormed(string text)
    {
        try
        {
            return Strict.GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
