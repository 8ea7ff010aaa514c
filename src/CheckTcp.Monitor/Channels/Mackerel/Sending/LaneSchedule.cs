using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Channels.Mackerel.Sending;

/// <summary>How many reports wait for a host, and when the next request is due. Any thread may ask and tell.</summary>
internal sealed class LaneSchedule(TimeProvider time)
{
    /// <summary>How long a report that is no news waits for others.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    /// <summary>What only a person can mend is tried again so often.</summary>
    private static readonly TimeSpan UntilMended = TimeSpan.FromMinutes(1);

    /// <summary>When every report of a batch was refused, it is tried again when others can be sent beside it, or after this.</summary>
    private static readonly TimeSpan AllRefused = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AllRefusedWithOthers = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly RetryDelay _retry = new(time);
    private long _waiting;
    private long _added;
    private long _firstAt;
    private long _sentAt;
    private long _failedAt;
    private bool _urgent;
    private bool _hasSent;
    private bool _wantsAnother;
    private ApiFailure? _failure;
    private long _refused;

    /// <summary>How many reports wait.</summary>
    public long Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting;
            }
        }
    }

    /// <summary>How many were ever added.</summary>
    public long EverAdded
    {
        get
        {
            lock (_lock)
            {
                return _added;
            }
        }
    }

    /// <summary>The latest request failed.</summary>
    public bool IsFailing
    {
        get
        {
            lock (_lock)
            {
                return _failure is not null;
            }
        }
    }

    /// <summary>Reports were added to the queue.</summary>
    public void Added(long count, bool urgent)
    {
        lock (_lock)
        {
            if (_waiting == 0)
            {
                _firstAt = time.GetTimestamp();
                _urgent = false;
            }

            _waiting += count;
            _added += count;
            _urgent |= urgent;
        }
    }

    /// <summary>Reports left the queue.</summary>
    public void Removed(long count)
    {
        lock (_lock)
        {
            _waiting = Math.Max(0, _waiting - count);
        }
    }

    /// <summary>There was nothing in the queue; only what was added since may be.</summary>
    /// <param name="everAdded">What <see cref="EverAdded"/> was before.</param>
    public void FoundEmpty(long everAdded)
    {
        lock (_lock)
        {
            _waiting = _added - everAdded;
        }
    }

    /// <summary>A request begins.</summary>
    public void Began()
    {
        lock (_lock)
        {
            _wantsAnother = false;
        }
    }

    /// <summary>A request was made and all of it arrived; what still waits follows at the pace.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            Requested();
            Forget();
        }
    }

    /// <summary>A request failed.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="batch">How many reports it held.</param>
    public void Failed(ApiFailure failure, int batch)
    {
        lock (_lock)
        {
            Requested();
            _failure = failure;
            _failedAt = time.GetTimestamp();
            _refused = batch;
            _retry.Lengthen();
        }
    }

    /// <summary>Whatever keeps reports back may be over. A request that is under way may have begun before it was: if it fails, another
    /// follows at the pace.</summary>
    public void ForgetFailure()
    {
        lock (_lock)
        {
            _wantsAnother = true;
            Forget();
        }
    }

    /// <returns>How long until a request is due, zero for now; <see cref="Timeout.InfiniteTimeSpan"/> while nothing waits.</returns>
    public TimeSpan DueIn()
    {
        lock (_lock)
        {
            if (_waiting == 0)
            {
                return Timeout.InfiniteTimeSpan;
            }

            TimeSpan due = _urgent ? TimeSpan.Zero : Linger - time.GetElapsedTime(_firstAt);
            if (_hasSent)
            {
                due = Later(due, Pace.For(_waiting).Pause - time.GetElapsedTime(_sentAt));
            }

            if (_failure is not null && !_wantsAnother)
            {
                due = Later(due, Delay(_failure) - time.GetElapsedTime(_failedAt));
            }

            return Later(due, TimeSpan.Zero);
        }
    }

    private void Forget()
    {
        _failure = null;
        _retry.Reset();
        _urgent = true;
    }

    private TimeSpan Delay(ApiFailure failure) => failure switch
    {
        { RetryAfter: { } asked } when asked > TimeSpan.Zero => asked,
        { Kind: ApiFailureKind.Unavailable } => _retry.Length,
        { Kind: ApiFailureKind.Invalid } => _waiting > _refused ? AllRefusedWithOthers : AllRefused,
        _ => UntilMended,
    };

    private void Requested()
    {
        _hasSent = true;
        _sentAt = time.GetTimestamp();
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
