namespace CheckTcp.Probing;

/// <summary>The one limit of a run's time: every wait observes it, and it is the run's clock.</summary>
/// <remarks>The blocking transport asks for <see cref="Remaining"/>; the timer behind <see cref="Token"/> is only made for those who
/// wait asynchronously, since a timer costs a process its first extra thread.</remarks>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationToken _caller;
    private readonly long _start;
    private readonly TimeSpan _length;
    private readonly bool _isLater;
    private CancellationTokenSource? _end;
    private CancellationTokenRegistration _callersEnd;

    public Deadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        Timeout = timeout;
        _length = timeout;
        _time = time;
        _caller = caller;
        _start = time.GetTimestamp();
    }

    private Deadline(Deadline whole, long start, TimeSpan length, TimeSpan paused, bool isLater)
    {
        _isLater = isLater;
        Timeout = whole.Timeout;
        _length = length;
        _time = whole._time;
        _caller = whole._caller;
        _start = start;
        Paused = paused;
    }

    /// <summary>The time that the check may take in all, as messages tell it.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>What is said of a wait that it ended.</summary>
    public string TimedOut => _isLater ? FailureWords.CutOffAfter(Timeout) : FailureWords.TimedOutAfter(Timeout);

    /// <summary>What the pauses came to so far.</summary>
    public TimeSpan Paused { get; private set; }

    /// <summary>What the clock on the wall says.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Time since the start, pauses left out.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start) - Paused;

    /// <summary>Zero when the deadline has passed.</summary>
    public TimeSpan Remaining => Elapsed is var elapsed && elapsed < _length ? _length - elapsed : TimeSpan.Zero;

    /// <summary>Whether there is no time left. A timer may be early by its resolution: when it says so, that settles it.</summary>
    public bool HasPassed =>
        Remaining == TimeSpan.Zero || (_end?.IsCancellationRequested == true && !_caller.IsCancellationRequested);

    /// <summary>Cancelled when the deadline passes or the caller gives up.</summary>
    public CancellationToken Token
    {
        get
        {
            if (_end is null)
            {
                _end = new CancellationTokenSource(Remaining, _time);
                _callersEnd = _caller.UnsafeRegister(static end => ((CancellationTokenSource)end!).Cancel(), _end);
            }

            return _end.Token;
        }
    }

    /// <exception cref="OperationCanceledException">The deadline has passed or the caller has given up.</exception>
    public void ThrowIfPassed()
    {
        ThrowIfCallerGaveUp();
        if (HasPassed)
        {
            throw new OperationCanceledException("The deadline has passed.");
        }
    }

    /// <exception cref="OperationCanceledException">The caller has given up.</exception>
    public void ThrowIfCallerGaveUp() => _caller.ThrowIfCancellationRequested();

    /// <summary>A deadline at the same moment, whose clock began with this one's, for one of several parts that go on at the same time: each
    /// has pauses of its own.</summary>
    public Deadline Fork() => new(this, _start, _length, Paused, _isLater);

    /// <summary>A deadline at the same moment, whose clock begins now.</summary>
    /// <param name="isLater">Whether some of the time was used up by others before.</param>
    public Deadline Restart(bool isLater) => new(this, _time.GetTimestamp(), Remaining, TimeSpan.Zero, isLater);

    /// <summary>Leaves out what parts with clocks of their own have paused.</summary>
    public void LeaveOut(TimeSpan paused)
    {
        Paused += paused;
        _end?.CancelAfter(Remaining);
    }

    /// <summary>Stops the clock for a wait that the check asked for.</summary>
    public async ValueTask PauseAsync(Func<CancellationToken, ValueTask> wait)
    {
        long from = _time.GetTimestamp();
        _end?.CancelAfter(System.Threading.Timeout.InfiniteTimeSpan);
        await wait(_caller).ConfigureAwait(false);
        LeaveOut(_time.GetElapsedTime(from));
    }

    public void Dispose()
    {
        _callersEnd.Dispose(); // first: it waits for a cancellation under way
        _end?.Dispose();
    }
}
