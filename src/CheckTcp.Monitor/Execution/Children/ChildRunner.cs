using System.Collections.Concurrent;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Runs programs as children and sees to it that nothing is left of them: neither after their time nor after ours.</summary>
/// <param name="environment">What every child finds, see <see cref="ChildEnvironment"/>.</param>
/// <param name="time">The clock.</param>
/// <param name="lingers">Called by any thread when something of a run lives on although all was done to end it.</param>
internal sealed class ChildRunner(IReadOnlyDictionary<string, string> environment, TimeProvider time, Action<LingeringRun> lingers) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ChildRun, ChildLimits> _runs = new();
    private readonly RunThreads _threads = new();
    private long _withheld;

    /// <summary>Runs of which something lives on although all was done to end it.</summary>
    public IEnumerable<LingeringRun> Lingering => _runs.Select(run => run.Key.Lingering).OfType<LingeringRun>();

    /// <summary>How many runs were not started, since something of the run before lived on.</summary>
    public long Withheld => Interlocked.Read(ref _withheld);

    /// <summary>Makes ready for so many runs at once, before the first of them.</summary>
    /// <returns>For how many there is room.</returns>
    public int Prepare(int atOnce) => _threads.Prepare(atOnce);

    /// <summary>Runs a program once.</summary>
    /// <param name="owner">Whose run it is: while something of an earlier run of the same owner lives on, none is started.</param>
    /// <param name="program">What to run.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What it has brought. Whatever keeps it from running is part of it, and never an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled; what could be ended has ended.</exception>
    public async Task<ChildOutcome> RunAsync(string owner, ChildProgram program, ChildLimits limits, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (limits.Timeout <= TimeSpan.Zero)
        {
            return ChildOutcome.TimedOut;
        }

        if (await LeftOfAsync(owner, stop).ConfigureAwait(false) is { } left)
        {
            Interlocked.Increment(ref _withheld);
            return ChildOutcome.NotStarted(StartFault.StillRuns(left));
        }

        var run = new ChildRun(owner, program, environment, limits, time.GetUtcNow());
        run.Lingers += lingers;
        _runs[run] = limits;
        run.Start(_threads);
        _ = ForgetAsync(run);
        using CancellationTokenRegistration stopping = stop.UnsafeRegister(static state => ((ChildRun)state!).Stop(), run);
        try
        {
            return await run.Judged.WaitAsync(limits.Whole, time, stop).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            run.GiveUpWaiting();
            return ChildOutcome.TimedOut;
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
        _threads.End();
    }

    /// <summary>A run of this owner that was judged may still be being ended: that takes seconds, and is waited for.</summary>
    private async ValueTask<LingeringRun?> LeftOfAsync(string owner, CancellationToken stop)
    {
        foreach ((ChildRun run, ChildLimits limits) in _runs)
        {
            if (run.Owner != owner || run.Left is not { } left)
            {
                continue;
            }

            if (run.Lingering is null)
            {
                await Task.WhenAny(run.Over, Task.Delay(limits.KillAfter + limits.GiveUpAfter, time, stop)).ConfigureAwait(false);
                stop.ThrowIfCancellationRequested();
            }

            if (!run.Over.IsCompleted)
            {
                return run.Left ?? left;
            }
        }

        return null;
    }

    private async Task ForgetAsync(ChildRun run)
    {
        await run.Over.ConfigureAwait(false);
        _runs.TryRemove(run, out _);
    }

    private async Task UntilOverAsync(ChildRun run, ChildLimits limits)
    {
        await Task.WhenAny(run.Over, Task.Delay(limits.WholeStop, time)).ConfigureAwait(false);
        run.Kill();
    }
}
