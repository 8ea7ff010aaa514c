using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace CheckTcp;

/// <summary>Bytes that must come, in hexadecimal: <c>16 03 ?? | 15 03</c>.</summary>
/// <remarks>A <c>?</c> stands for any hexadecimal digit, <c>LL</c> for a length as BER has it (X.690 section 8.1.3): one byte below 80, or one of 81
/// to 84 and as many bytes as that says. Blanks are passed over, and <c>|</c> parts alternatives, of which the first that is complete counts.
/// Two patterns of the same text are equal.</remarks>
public sealed record BytePattern
{
    /// <summary>The most bytes an alternative may have.</summary>
    public const int MaxBytes = 4096;

    private const char Length = 'L';

    private BytePattern(string text, ImmutableArray<ImmutableArray<MaskedByte>> alternatives) => (Text, Alternatives) = (text, alternatives);

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    internal ImmutableArray<ImmutableArray<MaskedByte>> Alternatives { get; }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static BytePattern Parse(string text) =>
        TryParse(text, out BytePattern? pattern, out string? fault) ? pattern : throw new FormatException(fault);

    /// <summary>Reads a pattern, or says what is wrong with it.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BytePattern? pattern, [NotNullWhen(false)] out string? fault)
    {
        pattern = null;
        var alternatives = ImmutableArray.CreateBuilder<ImmutableArray<MaskedByte>>();
        foreach (string part in text.Split('|'))
        {
            string digits = string.Concat(part.Where(c => !char.IsWhiteSpace(c)));
            fault = FaultOf(digits);
            if (fault is not null)
            {
                return false;
            }

            alternatives.Add([.. digits.Chunk(2).Select(pair => MaskedByte.Of(pair[0], pair[1]))]);
        }

        fault = null;
        pattern = new BytePattern(text, alternatives.ToImmutable());
        return true;
    }

    /// <summary>The bytes themselves.</summary>
    /// <returns><c>false</c> when the pattern stands for more than one sequence of bytes.</returns>
    public bool TryGetBytes([NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = Alternatives is [var only] && only.All(one => one.Mask == byte.MaxValue) ? [.. only.Select(one => one.Value)] : null;
        return bytes is not null;
    }

    /// <inheritdoc/>
    public bool Equals(BytePattern? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string? FaultOf(string digits)
    {
        foreach (char c in digits)
        {
            if (!char.IsAsciiHexDigit(c) && c is not ('?' or Length))
            {
                return $"'{c}' is no hexadecimal digit; write bytes such as 16 03 ??";
            }
        }

        return digits.Length == 0 ? "there are no bytes; write some, such as 16 03 ??"
            : digits.Length % 2 != 0 ? "a byte has two hexadecimal digits, and one is missing"
            : digits.Chunk(2).Any(pair => (pair[0] == Length) != (pair[1] == Length)) ? "a length is LL, in place of a byte"
            : digits.Length / 2 > MaxBytes ? $"more than {MaxBytes} bytes"
            : null;
    }

    /// <summary>A byte of which only some bits count.</summary>
    /// <param name="Value">Those bits.</param>
    /// <param name="Mask">Which ones.</param>
    /// <param name="IsLength">Whether a length of BER stands there, however many bytes it has; then no bit counts.</param>
    internal readonly record struct MaskedByte(byte Value, byte Mask, bool IsLength = false)
    {
        public static MaskedByte Of(char high, char low) => high == Length ? new(0, 0, IsLength: true)
            : new((byte)((ValueOf(high) << 4) | ValueOf(low)), (byte)((MaskOf(high) << 4) | MaskOf(low)));

        public bool Allows(byte value) => (value & Mask) == Value;

        private static int ValueOf(char digit) => digit == '?' ? 0 : Convert.ToInt32(digit.ToString(), 16);

        private static int MaskOf(char digit) => digit == '?' ? 0 : 0xF;
    }
}
