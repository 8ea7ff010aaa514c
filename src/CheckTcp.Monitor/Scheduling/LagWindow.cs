namespace CheckTcp.Monitor.Scheduling;

/// <summary>How late checks began, over the last minute or two, to the millisecond.</summary>
/// <remarks>Not safe for several threads: the scheduler's lock guards it.</remarks>
internal sealed class LagWindow
{
    /// <summary>Lags are told apart up to here.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    private int[] _current = new int[(int)Longest.TotalMilliseconds + 1];
    private int[] _previous = new int[(int)Longest.TotalMilliseconds + 1];
    private DateTimeOffset _currentSince;

    /// <summary>Counts one start.</summary>
    public void Add(TimeSpan lag, DateTimeOffset now)
    {
        if (now - _currentSince >= Length || now < _currentSince)
        {
            (_current, _previous) = (_previous, _current);
            Array.Clear(_current);
            _currentSince = now;
        }

        _current[(int)Math.Clamp(lag.TotalMilliseconds, 0, Longest.TotalMilliseconds)]++;
    }

    /// <summary>What was counted.</summary>
    public LagFigures Figures()
    {
        long count = _current.Sum(n => (long)n) + _previous.Sum(n => (long)n);
        return new LagFigures(count, Quantile(0.5, count), Quantile(0.99, count), Quantile(1, count));
    }

    private TimeSpan Quantile(double share, long count)
    {
        long left = (long)Math.Ceiling(share * count);
        for (int milliseconds = 0; milliseconds < _current.Length && left > 0; milliseconds++)
        {
            left -= _current[milliseconds] + _previous[milliseconds];
            if (left <= 0)
            {
                return TimeSpan.FromMilliseconds(milliseconds);
            }
        }

        return TimeSpan.Zero;
    }
}

/// <summary>How late checks began.</summary>
/// <param name="Count">How many starts were counted.</param>
/// <param name="P50">The median.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="Max">The greatest.</param>
internal sealed record LagFigures(long Count, TimeSpan P50, TimeSpan P99, TimeSpan Max);
