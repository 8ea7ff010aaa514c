using CheckTcp.CommandLine;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Execution.InProcess;

/// <summary>Runs <c>check-tcp</c> in process; the hot path of the daemon.</summary>
internal sealed class TcpRunner(Prober prober, TimeProvider time)
{
    private static readonly TcpOutcome TimedOut = new(Status.Unknown, Children.ChildOutcome.TimedOutMessage, "");

    /// <summary>Runs the command once.</summary>
    /// <param name="command">The command.</param>
    /// <param name="timeout">When it is ended from outside. Where the check's own limits are no longer than that, they alone count.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public ValueTask<TcpOutcome> RunAsync(CheckCommand command, TimeSpan timeout, CancellationToken stop)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return new(TimedOut);
        }

        return command switch
        {
            RunCommand run when LongestRun(run.Check) <= timeout => ProbeAsync(run, stop),
            RunCommand run => ProbeWithinAsync(run, timeout, stop),
            _ => new(WithoutRun(command)),
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

    private async ValueTask<TcpOutcome> ProbeAsync(RunCommand run, CancellationToken cancellation)
    {
        Observation seen = await prober.RunAsync(run.Check, cancellation).ConfigureAwait(false);
        var judgement = Judgement.Of(run.Check, seen);
        return new(judgement.Status, CommandOutput.TextOf(run, judgement, seen), CommandOutput.ErrorsOf(run, judgement, seen))
        {
            Seen = seen,
            Judgement = judgement,
        };
    }

    /// <summary>Of a request for which nothing can be run: options that are refused tell why on standard error.</summary>
    private static TcpOutcome WithoutRun(CheckCommand command)
    {
        var output = CommandOutput.Of(command);
        return new((Status)output.ExitCode, output.StandardOutput.Length > 0 ? output.StandardOutput : output.StandardError, output.StandardError)
        {
            Judgement = (command as SenselessCommand)?.Judgement,
        };
    }

    private async ValueTask<TcpOutcome> ProbeWithinAsync(
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
            return TimedOut;
        }
    }
}
