namespace CheckTcp.Monitor.Channels.Mackerel.Sending;

/// <summary>Wakes a loop that waits: somebody rings, or the time is over.</summary>
/// <remarks>Any thread may ring; one loop waits. A ring that comes while nobody waits ends the next wait at once.</remarks>
internal sealed class Bell(TimeProvider time)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _rung = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Ring()
    {
        lock (_lock)
        {
            _rung.TrySetResult();
        }
    }

    /// <param name="atMost">How long; <see cref="Timeout.InfiniteTimeSpan"/> until somebody rings.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(_rung.Task, Task.Delay(atMost, time, over.Token));
        await over.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (_rung.Task.IsCompleted)
            {
                _rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
