using System.Collections.Immutable;
using CheckTcp.Checks;
using CheckTcp.Verdicts;

namespace CheckTcp.Probing;

/// <summary>Tries a run that fails again, within the one deadline.</summary>
/// <param name="observe">Runs the check once, on a clock of its own.</param>
/// <param name="wait">Lets time pass.</param>
internal sealed class Retrying(Func<TcpCheck, Deadline, ValueTask<Observation>> observe, Func<TimeSpan, Deadline, ValueTask> wait)
{
    /// <returns>What the last run saw.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<Observation> ObserveAsync(TcpCheck check, Retries retries, Deadline deadline)
    {
        var failed = ImmutableArray.CreateBuilder<FailedAttempt>();
        while (true)
        {
            (Observation seen, bool isLate) = await OnceAsync(check, deadline).ConfigureAwait(false);
            if (Passing.Is(check, seen) || failed.Count == retries.Count || isLate || retries.Delay >= deadline.Remaining)
            {
                return seen with { FailedAttempts = failed.ToImmutable() };
            }

            failed.Add(new FailedAttempt(seen.Failure, seen.ResponseTime)
            {
                Transcript = failed.Count < FailedAttempt.KeptTranscripts ? seen.Transcript : null,
            });
            if (retries.Delay > TimeSpan.Zero)
            {
                using Deadline aside = deadline.Restart(); // a wait stops the clock that it is given, and this one counts
                await wait(retries.Delay, aside).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<(Observation Seen, bool IsLate)> OnceAsync(TcpCheck check, Deadline deadline)
    {
        using Deadline own = deadline.Restart();
        Observation seen = await observe(check, own).ConfigureAwait(false);
        deadline.LeaveOut(own.Paused);
        return (seen, own.HasPassed);
    }
}
