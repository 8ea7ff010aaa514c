using System.Runtime.InteropServices;

namespace CheckTcp.Patterns.Unicode;

/// <summary>Gathers ranges of code points in any order.</summary>
internal sealed class CharClassBuilder
{
    /// <summary>The largest code point.</summary>
    public const int LastRune = 0x10FFFF;

    // Each range packed into one number, which sorts as it should without a comparer.
    private readonly List<long> _ranges = [];
    private int _mergeAt = 4096;

    /// <summary>How many ranges were added, those merged since included: the work that it took.</summary>
    public int Added { get; private set; }

    /// <summary>Adds a range.</summary>
    public void Add(int first, int last)
    {
        Added++;
        _ranges.Add(Pack(first, last));
        if (_ranges.Count >= _mergeAt)
        {
            // A class may name the same thousand ranges over and over: what is kept grows with the class, not with its text.
            Merge();
            _mergeAt = Math.Max(_mergeAt, 2 * _ranges.Count);
        }
    }

    /// <summary>Adds a range and all that is the same but for case.</summary>
    public void AddFolded(int first, int last)
    {
        Add(first, last);
        CaseFolding.AddOthers(this, first, last);
    }

    /// <summary>Adds a class.</summary>
    public void Add(CharClass other)
    {
        ReadOnlySpan<int> bounds = other.Bounds;
        for (int i = 0; i < bounds.Length; i += 2)
        {
            Add(bounds[i], bounds[i + 1]);
        }
    }

    /// <summary>Adds everything that is not in a class.</summary>
    public void AddComplement(CharClass other)
    {
        int next = 0;
        ReadOnlySpan<int> bounds = other.Bounds;
        for (int i = 0; i < bounds.Length; i += 2)
        {
            if (next < bounds[i])
            {
                Add(next, bounds[i] - 1);
            }

            next = bounds[i + 1] + 1;
        }

        if (next <= LastRune)
        {
            Add(next, LastRune);
        }
    }

    /// <summary>The class of all that was added.</summary>
    public CharClass Build()
    {
        Merge();
        int[] bounds = new int[2 * _ranges.Count];
        for (int i = 0; i < _ranges.Count; i++)
        {
            (bounds[2 * i], bounds[2 * i + 1]) = (First(_ranges[i]), Last(_ranges[i]));
        }

        return new CharClass(bounds);
    }

    /// <summary>Sorts the ranges and joins those that touch or overlap.</summary>
    private void Merge()
    {
        Span<long> ranges = CollectionsMarshal.AsSpan(_ranges);
        ranges.Sort();
        int kept = 0;
        foreach (long range in ranges)
        {
            if (kept > 0 && First(range) <= Last(ranges[kept - 1]) + 1)
            {
                long joined = ranges[kept - 1];
                ranges[kept - 1] = Pack(First(joined), Math.Max(Last(joined), Last(range)));
            }
            else
            {
                ranges[kept++] = range;
            }
        }

        CollectionsMarshal.SetCount(_ranges, kept);
    }

    private static long Pack(int first, int last) => ((long)first << 32) | (uint)last;

    private static int First(long range) => (int)(range >> 32);

    private static int Last(long range) => (int)range;
}
