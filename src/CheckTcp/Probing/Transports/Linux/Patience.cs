namespace CheckTcp.Probing.Transports.Linux;

/// <summary>A length of time after which a run that waits is woken up.</summary>
internal sealed class Patience : IDisposable
{
    private readonly WakeUpCall _wakeUp;
    private readonly ITimer _timer;
    private volatile bool _isOver;

    private Patience(TimeSpan length, TimeProvider time, WakeUpCall wakeUp)
    {
        _wakeUp = wakeUp;
        _timer = time.CreateTimer(static patience => ((Patience)patience!).End(), this, length, Timeout.InfiniteTimeSpan);
    }

    public bool IsOver => _isOver;

    public void Dispose() => _timer.Dispose();

    /// <returns><c>null</c> for patience without an end.</returns>
    public static Patience? Of(TimeSpan length, TimeProvider time, WakeUpCall wakeUp) =>
        length == Timeout.InfiniteTimeSpan ? null : new Patience(length, time, wakeUp);

    private void End()
    {
        _isOver = true;
        _wakeUp.RingFromElsewhere();
    }
}
