namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Times of alerts as they are stored: 100 ns since 1970, which loses nothing.</summary>
internal static class StoredTime
{
    private static readonly long Earliest = Of(DateTimeOffset.MinValue);
    private static readonly long Latest = Of(DateTimeOffset.MaxValue);

    public static long Of(DateTimeOffset at) => at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static long? Of(DateTimeOffset? at) => at is { } time ? Of(time) : null;

    /// <summary>A time that no clock has, which a damaged file may hold, becomes the nearest that one could have.</summary>
    public static DateTimeOffset From(long stored) => DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(stored, Earliest, Latest));

    public static DateTimeOffset? From(long? stored) => stored is { } time ? From(time) : null;
}
