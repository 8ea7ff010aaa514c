using System.Collections.Immutable;

namespace CheckTcp.Probing.Conversations;

/// <summary>Compares the bytes that come with those that must come, one after the other.</summary>
internal sealed class BytesSearch
{
    private readonly Alternative[] _alternatives;

    public BytesSearch(BytePattern pattern) => _alternatives = [.. pattern.Alternatives.Select(bytes => new Alternative(bytes))];

    /// <summary>Whether an alternative is complete.</summary>
    public bool IsMatched { get; private set; }

    /// <summary>Whether no alternative can match any more.</summary>
    public bool CannotMatch => Array.TrueForAll(_alternatives, alternative => alternative.HasFailed);

    /// <returns>How many of the bytes were looked at, until it was decided.</returns>
    public int Feed(ReadOnlySpan<byte> segment)
    {
        int looked = 0;
        while (looked < segment.Length && !IsMatched && !CannotMatch)
        {
            byte value = segment[looked++];
            foreach (Alternative alternative in _alternatives)
            {
                IsMatched |= alternative.Accept(value);
            }
        }

        return looked;
    }

    /// <summary>One way that the bytes may go on.</summary>
    private sealed class Alternative(ImmutableArray<BytePattern.MaskedByte> bytes)
    {
        private const int LongForm = 0x80;
        private const int MaxLengthBytes = 4;

        private int _position;
        private int _leftOfLength;

        public bool HasFailed { get; private set; }

        /// <returns>Whether it is complete.</returns>
        public bool Accept(byte value)
        {
            if (HasFailed)
            {
                return false;
            }

            if (_leftOfLength > 0)
            {
                _leftOfLength--;
            }
            else
            {
                BytePattern.MaskedByte expected = bytes[_position++];
                _leftOfLength = expected.IsLength && value >= LongForm ? value - LongForm : 0;
                HasFailed = !expected.Allows(value) || _leftOfLength > MaxLengthBytes || (expected.IsLength && value == LongForm);
            }

            return !HasFailed && _leftOfLength == 0 && _position == bytes.Length;
        }
    }
}
