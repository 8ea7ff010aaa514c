namespace CheckTcp.Monitor.Domain;

/// <summary>When something that failed is tried again: after 1 s, and twice as long each time, up to 30 s. A clock that jumps does not
/// matter.</summary>
internal sealed class RetryDelay(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _delay;
    private long _failedAt;

    /// <summary>From the latest failure to the next try; zero when nothing failed.</summary>
    public TimeSpan Length => _delay;

    public bool IsDue => time.GetElapsedTime(_failedAt) >= _delay;

    /// <summary>It failed.</summary>
    public void Lengthen()
    {
        _failedAt = time.GetTimestamp();
        _delay = _delay == default ? Shortest : _delay * 2 < Longest ? _delay * 2 : Longest;
    }

    /// <summary>It succeeded.</summary>
    public void Reset() => _delay = default;
}
