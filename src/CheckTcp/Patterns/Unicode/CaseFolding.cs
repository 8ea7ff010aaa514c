namespace CheckTcp.Patterns.Unicode;

/// <summary>
/// Simple case folding: the code points that differ only in case form a ring, such as K, k and the Kelvin sign U+212A.
/// </summary>
internal static class CaseFolding
{
    private const int RunLength = 3;

    /// <summary>The next larger code point that differs only in case, or else the smallest; the same if it has no case.</summary>
    public static int Next(int rune)
    {
        int index = FirstRunUpTo(rune);
        ReadOnlySpan<int> runs = CaseFoldingTable.Runs;
        return index < runs.Length && runs[index] <= rune ? Next(rune, runs.Slice(index, RunLength)) : rune;
    }

    /// <summary>Adds the other cases of a range to a class that has the range itself.</summary>
    public static void AddOthers(CharClassBuilder target, int first, int last)
    {
        ReadOnlySpan<int> runs = CaseFoldingTable.Runs;
        for (int index = FirstRunUpTo(first); index < runs.Length && runs[index] <= last; index += RunLength)
        {
            int end = Math.Min(last, runs[index + 1]);
            for (int rune = Math.Max(first, runs[index]); rune <= end; rune++)
            {
                for (int other = Next(rune, runs.Slice(index, RunLength)); other != rune; other = Next(other))
                {
                    target.Add(other, other);
                }
            }
        }
    }

    /// <summary>A class with the other cases of all its members.</summary>
    public static CharClass Close(CharClass @class)
    {
        CharClassBuilder closed = new();
        ReadOnlySpan<int> bounds = @class.Bounds;
        for (int i = 0; i < bounds.Length; i += 2)
        {
            closed.AddFolded(bounds[i], bounds[i + 1]);
        }

        return closed.Build();
    }

    private static int Next(int rune, ReadOnlySpan<int> run)
    {
        int distance = run[2];
        bool isFirstOfPair = (rune - run[0]) % 2 == 0;
        return distance != 0 ? rune + distance
            : isFirstOfPair ? rune + 1
            : rune - 1;
    }

    /// <summary>Where the first run is that does not end before a code point.</summary>
    private static int FirstRunUpTo(int rune)
    {
        ReadOnlySpan<int> runs = CaseFoldingTable.Runs;
        int low = 0;
        int high = runs.Length / RunLength;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (runs[RunLength * middle + 1] < rune)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return RunLength * low;
    }
}
