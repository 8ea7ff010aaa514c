using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Scheduling;

/// <summary>Time that the test moves, with a wall clock that can be set apart from it.</summary>
internal sealed class SettableTime : TimeProvider
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private TimeSpan _set;

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow() + _set;

    public override long GetTimestamp() => _time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _time.CreateTimer(callback, state, dueTime, period);

    /// <summary>Time goes by as it does, in small steps.</summary>
    public void Pass(TimeSpan duration)
    {
        var step = TimeSpan.FromMilliseconds(100);
        for (TimeSpan left = duration; left > TimeSpan.Zero; left -= step)
        {
            _time.Advance(left < step ? left : step);
        }
    }

    /// <inheritdoc cref="Pass"/>
    public void AdvanceTo(DateTimeOffset time) => Pass(time - GetUtcNow() + TimeSpan.FromMilliseconds(60)); // and a wake of the scheduler

    /// <summary>The process is stopped, or its machine is: all clocks go on, and timers fire late, all at once.</summary>
    public void Pause(TimeSpan duration) => _time.Advance(duration);

    /// <summary>A person or a daemon sets the wall clock.</summary>
    public void SetWallClock(TimeSpan by) => _set += by;

    /// <summary>The machine sleeps: the wall clock goes on, the other one does not, and no timer fires.</summary>
    public void Sleep(TimeSpan duration) => _set += duration;
}
