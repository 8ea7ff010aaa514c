namespace CheckTcp.Monitor.History.Sqlite;

/// <summary>Times of alerts as they are stored: 100 ns since 1970, which loses nothing.</summary>
internal static class StoredTime
{
    public static long Of(DateTimeOffset at) => at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;

    public static long? Of(DateTimeOffset? at) => at is { } time ? Of(time) : null;

    public static DateTimeOffset From(long stored) => DateTimeOffset.UnixEpoch.AddTicks(stored);

    public static DateTimeOffset? From(long? stored) => stored is { } time ? From(time) : null;
}
