namespace CheckTcp.Monitor.Hosting;

/// <summary>Lets the service manager know that the schedule makes progress (<c>WatchdogSec=</c> of systemd): a daemon that lives and runs no
/// check is ended and started again.</summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Func<long> _steps;
    private readonly Action _notify;
    private readonly ITimer _timer;
    private long _known = -1;

    /// <param name="interval">How often the service manager has to hear from us.</param>
    /// <param name="steps">How many steps the schedule has made.</param>
    /// <param name="notify">Lets it hear from us.</param>
    /// <param name="time">The clock.</param>
    public Watchdog(TimeSpan interval, Func<long> steps, Action notify, TimeProvider time)
    {
        (_steps, _notify) = (steps, notify);
        _timer = time.CreateTimer(_ => Look(), null, TimeSpan.Zero, interval / 3);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long steps = _steps();
        if (Interlocked.Exchange(ref _known, steps) != steps)
        {
            _notify();
        }
    }
}
