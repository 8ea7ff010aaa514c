namespace CheckTcp.Patterns.Unicode;

/// <summary>A set of code points as sorted ranges that neither touch nor overlap.</summary>
internal sealed class CharClass
{
    // Below it, membership is a bit, for nearly all of what servers say is ASCII.
    private const int FirstNonAscii = 128;

    private readonly int[] _bounds;
    private readonly ulong _below64;
    private readonly ulong _below128;

    /// <summary>Takes over sorted bounds: the first and the last code point of every range.</summary>
    public CharClass(int[] bounds)
    {
        _bounds = bounds;
        for (int i = 0; i < bounds.Length && bounds[i] < FirstNonAscii; i += 2)
        {
            for (int rune = bounds[i]; rune <= bounds[i + 1] && rune < FirstNonAscii; rune++)
            {
                _below64 |= rune < 64 ? 1UL << rune : 0;
                _below128 |= rune < 64 ? 0 : 1UL << rune - 64;
            }
        }
    }

    /// <summary>The first and the last code point of every range, in order.</summary>
    public ReadOnlySpan<int> Bounds => _bounds;

    /// <summary>Whether no code point is in the class.</summary>
    public bool IsEmpty => _bounds.Length == 0;

    /// <summary>Whether a code point is in the class.</summary>
    public bool Contains(int rune)
    {
        if (rune < FirstNonAscii)
        {
            return ((rune < 64 ? _below64 >> rune : _below128 >> rune - 64) & 1) != 0;
        }

        // Inside a range the search ends on one of its bounds, or on the complement of the odd index of its last.
        int index = _bounds.AsSpan().BinarySearch(rune);
        return index >= 0 || (~index & 1) == 1;
    }

    /// <summary>All code points that are not in the class.</summary>
    public CharClass Complement()
    {
        CharClassBuilder complement = new();
        complement.AddComplement(this);
        return complement.Build();
    }
}
