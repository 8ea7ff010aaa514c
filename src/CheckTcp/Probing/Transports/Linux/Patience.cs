using System.Runtime.Versioning;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>A length of time after which a run that waits is woken up.</summary>
[SupportedOSPlatform("linux")]
internal sealed class Patience : IDisposable
{
    private readonly TimeSpan _length;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly WakeUpCall _wakeUp;
    private readonly ITimer _timer;
    private volatile bool _isOver;

    private Patience(TimeSpan length, TimeProvider time, WakeUpCall wakeUp)
    {
        (_length, _time, _wakeUp) = (length, time, wakeUp);
        _start = time.GetTimestamp();
        lock (wakeUp) // the timer may ring before it is known here
        {
            _timer = time.CreateTimer(static patience => ((Patience)patience!).End(), this, length, Timeout.InfiniteTimeSpan);
        }
    }

    public bool IsOver => _isOver;

    public void Dispose() => _timer.Dispose();

    /// <returns><c>null</c> for patience without an end.</returns>
    public static Patience? Of(TimeSpan length, TimeProvider time, WakeUpCall wakeUp) =>
        length == Timeout.InfiniteTimeSpan ? null : new Patience(length, time, wakeUp);

    /// <summary>The platform's timers go by a clock of some milliseconds' resolution, and so are early by as much.</summary>
    private void End()
    {
        TimeSpan left = _length - _time.GetElapsedTime(_start);
        if (left > TimeSpan.Zero)
        {
            lock (_wakeUp)
            {
                _timer.Change(WholeMilliseconds.Of(left), Timeout.InfiniteTimeSpan);
            }

            return;
        }

        _isOver = true;
        _wakeUp.RingFromElsewhere();
    }
}
