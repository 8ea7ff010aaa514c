namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>The simulated time as the daemon's machine shows it: its wall clock may be wrong.</summary>
internal sealed class SkewedTime(SimulatedTime time) : TimeProvider
{
    /// <summary>How far the wall clock is ahead.</summary>
    public TimeSpan Error { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Error;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
