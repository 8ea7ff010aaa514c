using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Hosts;

/// <summary>Time that the test moves, and that tells who waits for it.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10); // so that no test hangs

    private readonly Lock _lock = new();
    private readonly List<TimeSpan> _waits = [];
    private TaskCompletionSource _began = NewSignal();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            _waits.Add(dueTime);
            _began.SetResult();
            _began = NewSignal();
        }

        return timer;
    }

    /// <summary>Lets the next wait of this length begin, and then be over.</summary>
    public async Task PassAsync(TimeSpan wait)
    {
        await UntilWaitingAsync(wait);
        Advance(wait);
    }

    /// <summary>Returns when somebody waits for so long; each wait counts once.</summary>
    public async Task UntilWaitingAsync(TimeSpan wait)
    {
        while (true)
        {
            Task began;
            lock (_lock)
            {
                if (_waits.Remove(wait))
                {
                    return;
                }

                began = _began.Task;
            }

            await began.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
