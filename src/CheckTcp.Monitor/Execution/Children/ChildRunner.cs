using System.Collections.Concurrent;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Runs programs as children and sees to it that nothing is left of them: neither after their time nor after ours.</summary>
internal sealed class ChildRunner(IReadOnlyDictionary<string, string> environment, TimeProvider time) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ChildRun, ChildLimits> _runs = new();

    /// <summary>Runs a program once.</summary>
    /// <returns>What it has brought. Whatever keeps it from running is part of it, and never an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled; what could be ended has ended.</exception>
    public async Task<ChildOutcome> RunAsync(ChildProgram program, ChildLimits limits, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (limits.Timeout <= TimeSpan.Zero)
        {
            return ChildOutcome.TimedOut;
        }

        var run = new ChildRun(program, environment, limits);
        _runs[run] = limits;
        run.Start();
        _ = ForgetAsync(run);
        using CancellationTokenRegistration stopping = stop.UnsafeRegister(static state => ((ChildRun)state!).Stop(), run);
        try
        {
            return await run.Judged.WaitAsync(limits.Whole, time, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return ChildOutcome.TimedOut; // it hangs in the kernel, from where not even SIGKILL can take it; its thread waits on
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await UntilOverAsync(run, limits).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends whatever still runs, what runs have left behind after their deadline included.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (ChildRun run in _runs.Keys)
        {
            run.Stop();
        }

        await Task.WhenAll(_runs.Select(run => UntilOverAsync(run.Key, run.Value))).ConfigureAwait(false);
    }

    private async Task ForgetAsync(ChildRun run)
    {
        await run.Over.ConfigureAwait(false);
        _runs.TryRemove(run, out _);
    }

    private async Task UntilOverAsync(ChildRun run, ChildLimits limits) =>
        await Task.WhenAny(run.Over, Task.Delay(limits.WholeStop, time)).ConfigureAwait(false);
}
