using CheckTcp.Dialogue;

namespace CheckTcp.Probing.Conversations;

/// <summary>Compares the bytes that come with those that must come, one after the other.</summary>
internal sealed class BytesSearch(BytePattern pattern)
{
    private readonly bool[] _failed = new bool[pattern.Alternatives.Length];
    private int _position;

    /// <summary>Whether an alternative is complete.</summary>
    public bool IsMatched { get; private set; }

    /// <summary>Whether no alternative can match any more.</summary>
    public bool CannotMatch => Array.TrueForAll(_failed, failed => failed);

    /// <returns>How many of the bytes were looked at, until it was decided.</returns>
    public int Feed(ReadOnlySpan<byte> segment)
    {
        int looked = 0;
        while (looked < segment.Length && !IsMatched && !CannotMatch)
        {
            Accept(segment[looked++]);
        }

        return looked;
    }

    private void Accept(byte value)
    {
        for (int i = 0; i < _failed.Length; i++)
        {
            if (!_failed[i])
            {
                _failed[i] = !pattern.Alternatives[i][_position].Allows(value);
                IsMatched |= !_failed[i] && pattern.Alternatives[i].Length == _position + 1;
            }
        }

        _position++;
    }
}
