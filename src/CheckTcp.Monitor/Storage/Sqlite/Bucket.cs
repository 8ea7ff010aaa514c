namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Stretches of time of one length, numbered since 1970, and the keys of what is stored by stretch and check.</summary>
/// <remarks>The stretch stands before the check in a key. So what is written now lies together at the end of its table, and what has grown
/// too old lies together at its beginning: 100,000 checks touch some thousand pages instead of 100,000, and whole pages come free
/// again.</remarks>
/// <param name="Milliseconds">The length.</param>
internal sealed record Bucket(long Milliseconds)
{
    /// <summary>What one row of raw results covers: long enough for ten results to share a row, short enough to leave the journal
    /// soon.</summary>
    public static readonly Bucket Slot = new(600_000);

    public static readonly Bucket Hour = new((long)Resolution.Hour);

    public static readonly Bucket Day = new((long)Resolution.Day);

    /// <summary>The stretch that a time lies in.</summary>
    /// <param name="at">In milliseconds since 1970, not before.</param>
    public long Of(long at) => at / Milliseconds;

    /// <summary>In milliseconds since 1970.</summary>
    public long Start(long bucket) => bucket * Milliseconds;

    /// <summary>The key of a check's row; with check 0 the least key of the stretch.</summary>
    public static long Key(long bucket, int check) => (bucket << 32) | (uint)check;

    public static long BucketOf(long key) => key >> 32;

    public static int CheckOf(long key) => (int)key;
}
