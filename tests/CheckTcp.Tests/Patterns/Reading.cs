using System.Buffers;
using System.Text;

namespace CheckTcp.Tests.Patterns;

/// <summary>An input as characters, and the modes that an expression reads it in.</summary>
internal sealed record Reading(int[] Runes)
{
    public bool FoldCase { get; init; }

    public bool MultiLine { get; init; }

    public bool DotMatchesNewline { get; init; }

    /// <summary>Decodes UTF-8 with one U+FFFD for every byte at fault, on top of the platform's own decoder.</summary>
    public static Reading Of(ReadOnlySpan<byte> bytes)
    {
        List<int> runes = [];
        while (!bytes.IsEmpty)
        {
            bool isValid = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done;
            runes.Add(isValid ? rune.Value : 0xFFFD);
            bytes = bytes[(isValid ? length : 1)..];
        }

        return new Reading([.. runes]);
    }

    public bool IsWord(int at) => at >= 0 && at < Runes.Length && (Runes[at] == '_' || (Runes[at] < 128 && char.IsLetterOrDigit((char)Runes[at])));

    public bool IsNewline(int at) => Runes[at] == '\n';

    public bool IsBoundary(int at) => IsWord(at - 1) != IsWord(at);
}
