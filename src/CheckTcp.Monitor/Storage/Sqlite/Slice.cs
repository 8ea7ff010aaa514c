namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>How long one piece of the store's keeping may hold up a commit; each does something, however slow the machine is.</summary>
internal sealed class Slice(TimeProvider time)
{
    /// <summary>With what cannot be cut, and the commit itself, some 50 ms at most.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds(20);

    private long _began = time.GetTimestamp();

    public bool IsOver => time.GetElapsedTime(_began) >= Length;

    public void Begin() => _began = time.GetTimestamp();
}
