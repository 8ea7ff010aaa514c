using System.Runtime.Versioning;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Tests.Probing.Transports.Linux;

[SupportedOSPlatform("linux")]
public class WakeUpCallTests
{
    [Fact]
    public async Task A_move_to_the_pool_is_never_over_before_the_run_has_let_go_of_its_thread()
    {
        var call = new WakeUpCall();

        ValueTask move = call.MoveToPoolAsync();
        await UntilPoolHasTakenAsync();

        Assert.False(move.IsCompleted);
        await move.AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_call_moves_as_often_as_it_is_asked_to()
    {
        var call = new WakeUpCall();

        for (int i = 0; i < 3; i++)
        {
            await call.MoveToPoolAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }

        Task waiting = call.WaitAsync().AsTask();
        Assert.False(waiting.IsCompleted);
        call.Ring();
        await waiting.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    /// <summary>What was queued before has been begun.</summary>
    private static Task UntilPoolHasTakenAsync()
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(_ => ThreadPool.UnsafeQueueUserWorkItem(_ => taken.SetResult(), null), null);
        return taken.Task;
    }
}
