using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>What a child writes to one of its outputs: the beginning is kept, the rest only counted.</summary>
internal sealed class OutputCapture(int maxBytes)
{
    private const int LongestSequence = 4;

    private readonly ArrayBufferWriter<byte> _kept = new();
    private long _total;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        _total += bytes.Length;
        _kept.Write(bytes[..Math.Min(bytes.Length, maxBytes - _kept.WrittenCount)]);
    }

    /// <summary>The beginning as text and the number of bytes that are not in it.</summary>
    /// <remarks>Never cut inside a character. Each byte that is no UTF-8 becomes U+FFFD, as Go's JSON has it.</remarks>
    public (string Text, long DroppedBytes) Read()
    {
        ReadOnlySpan<byte> kept = _kept.WrittenSpan;
        if (_total > kept.Length)
        {
            kept = kept[..EndOfWholeCharacters(kept)];
        }

        return (Decode(kept), _total - kept.Length);
    }

    private static int EndOfWholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (int start = bytes.Length - 1; start >= Math.Max(0, bytes.Length - LongestSequence); start--)
        {
            if (Rune.DecodeFromUtf8(bytes[start..], out _, out _) == OperationStatus.NeedMoreData)
            {
                return start;
            }
        }

        return bytes.Length;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        Span<char> chars = stackalloc char[2];
        while (!bytes.IsEmpty)
        {
            bool valid = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done;
            text.Append(chars[..rune.EncodeToUtf16(chars)]); // U+FFFD where it is not
            bytes = bytes[(valid ? length : 1)..];
        }

        return text.ToString();
    }
}
