using System.Runtime.Versioning;
using System.Threading.Tasks.Sources;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>What a run waits for: that somebody rings. It says that something may have changed, not what; whoever was woken looks for
/// himself, so ringing in vain does no harm.</summary>
/// <remarks>Any thread may ring; one run waits. A ring that comes while nobody waits ends the next wait at once.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class WakeUpCall : IValueTaskSource, IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Waiting = 1;
    private const int Rung = 2;

    private ManualResetValueTaskSourceCore<bool> _waiter;
    private int _state = Idle;
    private bool _moves;
    private bool _isHeavy;

    /// <summary>Whether the run is to go on elsewhere than on the thread that rings.</summary>
    public bool ResumesOnPool { get; set; }

    public ValueTask WaitAsync()
    {
        _waiter.Reset();
        if (Interlocked.CompareExchange(ref _state, Waiting, Idle) == Idle)
        {
            return new ValueTask(this, _waiter.Version);
        }

        Interlocked.Exchange(ref _state, Idle);
        return default;
    }

    /// <summary>Has the run go on in the pool from here.</summary>
    /// <remarks>It is queued when it has let go of its thread, and not before: were the pool faster than the run, the run would find it
    /// done and stay where it is.</remarks>
    public ValueTask MoveToPoolAsync() => Move(isHeavy: false);

    /// <summary>Has the run go on when other heavy ones have had their turn.</summary>
    public ValueTask MoveToHeavyLaneAsync() => Move(isHeavy: true);

    private ValueTask Move(bool isHeavy)
    {
        _waiter.Reset();
        (_moves, _isHeavy) = (true, isHeavy);
        return new ValueTask(this, _waiter.Version);
    }

    public void Ring() => Ring(ResumesOnPool);

    /// <summary>Rings from a thread that has its own way to go.</summary>
    public void RingFromElsewhere() => Ring(resumesOnPool: true);

    public void Execute() => _waiter.SetResult(true);

    public void GetResult(short token)
    {
        _waiter.GetResult(token);
        Interlocked.Exchange(ref _state, Idle);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _waiter.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        bool moves = _moves;
        _moves = false;
        _waiter.OnCompleted(continuation, state, token, flags);
        if (moves && _isHeavy)
        {
            HeavyLane.Queue(this);
        }
        else if (moves)
        {
            EpollLoop.QueueToPool(this);
        }
    }

    private void Ring(bool resumesOnPool)
    {
        if (Interlocked.Exchange(ref _state, Rung) != Waiting)
        {
            return;
        }

        if (resumesOnPool)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            _waiter.SetResult(true);
        }
    }
}
