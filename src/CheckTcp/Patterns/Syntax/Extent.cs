namespace CheckTcp.Patterns.Syntax;

/// <summary>The figures of a part of a pattern that limits are put on; known for every part, so that none is walked again.</summary>
/// <param name="Height">How many levels the part has: 1 for a leaf.</param>
/// <param name="Size">How many instructions it takes, at most, with its counts written out. Go reckons the same.</param>
/// <param name="Copies">The largest product of nested counts in it.</param>
internal readonly record struct Extent(int Height, long Size, int Copies)
{
    /// <summary>The most levels that a pattern may have.</summary>
    public const int MaxHeight = 1000;

    /// <summary>The most instructions that a pattern may take. Program and search then fit into 16 MiB, twice what RE2 allows by
    /// default; Go takes 128 MiB, which a check must not.</summary>
    public const int MaxSize = 1 << 18;

    /// <summary>Of what is not made of parts.</summary>
    public static Extent Leaf => new(1, 1, 1);

    /// <summary>Of a group that captures this.</summary>
    public Extent Grouped() => this with { Height = Height + 1, Size = Size + 2 };

    /// <summary>Of this, repeated.</summary>
    public Extent Repeated(Repetition repetition) => new(
        Height + 1,
        repetition switch
        {
            (0, Repetition.Unlimited) => Size + 2,
            (int min, Repetition.Unlimited) => Size * min + 1,
            (int min, int max) => Math.Max(1, Size * max + max - min),
        },
        repetition.Max == 0 ? 1 : Copies * Math.Max(1, Math.Max(repetition.Min, repetition.Max)));

    /// <summary>Of this and another part, side by side.</summary>
    public Extent Beside(Extent other) =>
        new(Math.Max(Height, other.Height), Size + other.Size, Math.Max(Copies, other.Copies));
}
