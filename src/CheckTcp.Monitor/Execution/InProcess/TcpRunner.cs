using CheckTcp.CommandLine;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Execution.InProcess;

/// <summary>Runs <c>check-tcp</c> in process; the hot path of the daemon.</summary>
internal sealed class TcpRunner(Prober prober, TimeProvider time)
{
    private static readonly CommandOutput TimedOut = new(Children.ChildOutcome.TimedOutMessage, "", (int)Status.Unknown);

    /// <summary>Runs the command once.</summary>
    /// <param name="command">The command.</param>
    /// <param name="timeout">When it is ended from outside. Where the check's own limits are no longer than that, they alone count.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>What the program would print and how it would exit, and what the run saw, if one was made.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public ValueTask<(CommandOutput Output, Observation? Seen)> RunAsync(CheckCommand command, TimeSpan timeout, CancellationToken stop)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return new((TimedOut, null));
        }

        return command switch
        {
            RunCommand run when LongestRun(run.Check) <= timeout => ProbeAsync(run, stop),
            RunCommand run => ProbeWithinAsync(run, timeout, stop),
            _ => new((CommandOutput.Of(command), null)),
        };
    }

    /// <summary>The check's own deadline and the waits that it does not count, which every attempt may have.</summary>
    private static TimeSpan LongestRun(TcpCheck check)
    {
        TimeSpan waits = TimeSpan.Zero;
        foreach (Step step in check.Steps)
        {
            if (step is WaitStep wait)
            {
                waits += wait.Duration;
            }
        }

        return check.Limits.Timeout + (waits * (1 + (check.Retries?.Count ?? 0)));
    }

    private async ValueTask<(CommandOutput Output, Observation? Seen)> ProbeAsync(RunCommand run, CancellationToken cancellation)
    {
        Observation seen = await prober.RunAsync(run.Check, cancellation).ConfigureAwait(false);
        return (CommandOutput.Of(run, seen), seen);
    }

    private async ValueTask<(CommandOutput Output, Observation? Seen)> ProbeWithinAsync(
        RunCommand run, TimeSpan timeout, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        try
        {
            return await ProbeAsync(run, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (TimedOut, null);
        }
    }
}
