namespace CheckTcp.Patterns.Syntax;

/// <summary>How often something is repeated.</summary>
/// <param name="Min">At least this often.</param>
/// <param name="Max">At most this often, or <see cref="Unlimited"/>.</param>
internal readonly record struct Repetition(int Min, int Max)
{
    /// <summary>No upper bound.</summary>
    public const int Unlimited = -1;

    /// <summary>The largest count, and the largest product of nested counts.</summary>
    public const int Limit = 1000;

    // Stands for every count that is far too large, so that no number of digits overflows.
    private const int TooLarge = 100_000_000;

    /// <summary>Whether the counts are within the limit and in order.</summary>
    public bool IsValid => Min <= Limit && Max <= Limit && (Max == Unlimited || Min <= Max);

    /// <summary>
    /// Reads <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>. Anything else that begins with a brace is no repetition but literal text;
    /// nothing is read then.
    /// </summary>
    public static bool TryRead(Cursor cursor, out Repetition repetition)
    {
        int start = cursor.Position;
        if (TryReadBraces(cursor, out repetition))
        {
            return true;
        }

        cursor.Position = start;
        return false;
    }

    private static bool TryReadBraces(Cursor cursor, out Repetition repetition)
    {
        repetition = default;
        if (!cursor.TryTake('{') || !TryReadCount(cursor, out int min))
        {
            return false;
        }

        int max = min;
        if (cursor.TryTake(',') && !TryReadCount(cursor, out max))
        {
            max = Unlimited;
        }

        repetition = new Repetition(min, max);
        return cursor.TryTake('}');
    }

    private static bool TryReadCount(Cursor cursor, out int count)
    {
        count = 0;
        int start = cursor.Position;
        while (char.IsAsciiDigit(cursor.Current))
        {
            count = Math.Min(TooLarge, count * 10 + (cursor.Current - '0'));
            cursor.Position++;
        }

        int digits = cursor.Position - start;
        return digits == 1 || (digits > 1 && cursor.Text[start] != '0');
    }
}
