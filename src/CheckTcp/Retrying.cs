using System.Collections.Immutable;
using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>Tries a run that fails again, within the one deadline.</summary>
/// <param name="observe">Runs the check once, on a clock of its own.</param>
/// <param name="wait">Lets time pass.</param>
internal sealed class Retrying(Func<TcpCheck, Deadline, ValueTask<Observation>> observe, Func<TimeSpan, Deadline, ValueTask> wait)
{
    /// <returns>What the last run saw; the one before it where the deadline cut off the last, for that hardly tells why it fails.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<Observation> ObserveAsync(TcpCheck check, Retries retries, Deadline deadline)
    {
        var failed = ImmutableArray.CreateBuilder<FailedAttempt>();
        Observation? before = null;
        while (true)
        {
            (Observation seen, bool isLate) = await OnceAsync(check, deadline, isLater: before is not null).ConfigureAwait(false);
            if (before is not null && isLate && !Passing.Is(check, seen))
            {
                failed.RemoveAt(failed.Count - 1);
                return before with
                {
                    FailedAttempts = failed.ToImmutable(),
                    CutOffAttempt = new FailedAttempt(seen.Failure!, seen.ResponseTime) { Transcript = seen.Transcript },
                };
            }

            if (Passing.Is(check, seen) || failed.Count == retries.Count || isLate || retries.Delay >= deadline.Remaining)
            {
                return seen with { FailedAttempts = failed.ToImmutable() };
            }

            before = seen;
            failed.Add(new FailedAttempt(seen.Failure!, seen.ResponseTime)
            {
                Transcript = failed.Count < FailedAttempt.KeptTranscripts ? seen.Transcript : null,
            });
            if (retries.Delay > TimeSpan.Zero)
            {
                using Deadline aside = deadline.Restart(isLater: true); // a wait stops the clock that it is given, and this one counts
                await wait(retries.Delay, aside).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<(Observation Seen, bool IsLate)> OnceAsync(TcpCheck check, Deadline deadline, bool isLater)
    {
        using Deadline own = deadline.Restart(isLater);
        Observation seen = await observe(check, own).ConfigureAwait(false);
        deadline.LeaveOut(own.Paused);
        return (seen, own.HasPassed);
    }
}
