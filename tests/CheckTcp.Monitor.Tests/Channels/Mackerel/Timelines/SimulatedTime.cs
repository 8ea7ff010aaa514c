using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>Time that the test moves, and that counts the waits that have begun.</summary>
internal sealed class SimulatedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TimeSpan, int> _begun = [];
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Completes when the next wait begins.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>How many waits of exactly this length have begun.</summary>
    public int Begun(TimeSpan length)
    {
        lock (_lock)
        {
            return _begun.GetValueOrDefault(length);
        }
    }

    /// <summary>Returns when more than so many waits of this length have begun.</summary>
    public async Task UntilBegunAsync(TimeSpan length, int moreThan)
    {
        while (true)
        {
            Task changed = Changed;
            if (Begun(length) > moreThan)
            {
                return;
            }

            await changed.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            _begun[dueTime] = _begun.GetValueOrDefault(dueTime) + 1;
            _changed.SetResult();
            _changed = NewSignal();
        }

        return timer;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
