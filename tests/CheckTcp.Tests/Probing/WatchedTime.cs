using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Tests.Probing;

/// <summary>A clock that only the test moves, and that tells when somebody begins to wait.</summary>
internal class WatchedTime : FakeTimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> _waits = new();

    /// <summary>Completes when somebody has begun to wait for just this long.</summary>
    public Task UntilWaitedFor(TimeSpan dueTime) => WaitOf(dueTime).Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        WaitOf(dueTime).TrySetResult();
        return timer;
    }

    private TaskCompletionSource WaitOf(TimeSpan dueTime) =>
        _waits.GetOrAdd(dueTime, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
