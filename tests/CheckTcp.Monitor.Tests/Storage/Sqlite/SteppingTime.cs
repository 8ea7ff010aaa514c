namespace CheckTcp.Monitor.Tests.Storage.Sqlite;

/// <summary>A clock that has gone on by 30 ms whenever a stretch is measured, so that each slice does the least it can.</summary>
internal sealed class SteppingTime : TimeProvider
{
    private long _now;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Interlocked.Add(ref _now, 30);
}
