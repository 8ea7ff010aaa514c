using System.Runtime.Versioning;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Tests.Probing.Transports.Linux;

[SupportedOSPlatform("linux")]
public sealed class PatienceTests
{
    [Fact]
    public void A_timer_that_is_early_ends_nothing()
    {
        var time = new EarlyTime();
        using Patience patience = Patience.Of(TimeSpan.FromMilliseconds(250), time, new WakeUpCall())!;

        time.Ring(at: TimeSpan.FromMilliseconds(248));

        Assert.False(patience.IsOver);
        Assert.Equal(TimeSpan.FromMilliseconds(2), time.DueTime);

        time.Ring(at: TimeSpan.FromMilliseconds(250));

        Assert.True(patience.IsOver);
    }

    /// <summary>A clock whose timer rings when the test wants it to.</summary>
    private sealed class EarlyTime : TimeProvider, ITimer
    {
        private TimerCallback? _callback;
        private object? _state;
        private TimeSpan _now;

        public TimeSpan DueTime { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, _state, DueTime) = (callback, state, dueTime);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DueTime = dueTime;
            return true;
        }

        public void Ring(TimeSpan at)
        {
            _now = at;
            _callback!(_state);
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
