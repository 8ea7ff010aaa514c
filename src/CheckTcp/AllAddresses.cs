using System.Net;
using System.Runtime.ExceptionServices;
using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>Checks every address of a target by itself, all at the same time, so that a dead one takes no time from the others.</summary>
/// <param name="check">The check.</param>
/// <param name="observe">Runs the whole check at one address.</param>
/// <param name="blocks">Whether that blocks its caller: then each address has a thread of its own.</param>
internal sealed class AllAddresses(TcpCheck check, Func<Resolution, Deadline, ValueTask<Observation>> observe, bool blocks)
{
    private const int StackBytes = 1024 * 1024;

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<Observation> ObserveAsync(Resolution resolution, Deadline deadline)
    {
        EndPoint[] targets = [.. resolution.Targets.Distinct()];
        Deadline[] deadlines = [.. targets.Select(_ => deadline.Fork())];
        try
        {
            Task<Observation> StartAsync(int i) => observe(resolution with { Targets = [targets[i]] }, deadlines[i]).AsTask();
            Observation[] seen = blocks
                ? OnThreads(targets, StartAsync)
                : await Task.WhenAll(Enumerable.Range(0, targets.Length).Select(StartAsync)).ConfigureAwait(false);
            return AddressSummary.Of(check, [.. targets.Zip(seen, (target, its) => new AddressObservation(target, its))]);
        }
        finally
        {
            deadline.LeaveOut(deadlines.Max(its => its.Paused) - deadline.Paused);
            foreach (Deadline its in deadlines)
            {
                its.Dispose();
            }
        }
    }

    private static Observation[] OnThreads(EndPoint[] targets, Func<int, Task<Observation>> start)
    {
        var seen = new Observation[targets.Length];
        var failures = new ExceptionDispatchInfo?[targets.Length];
        var threads = new List<Thread>(targets.Length);
        for (int i = 0; i < targets.Length; i++)
        {
            int own = i;
            var thread = new Thread(() =>
            {
                try
                {
                    seen[own] = start(own).GetAwaiter().GetResult();
                }
                catch (Exception e)
                {
                    failures[own] = ExceptionDispatchInfo.Capture(e); // thrown again where the caller can hear it
                }
            }, StackBytes);
            try
            {
                thread.Start();
                threads.Add(thread);
            }
            catch (OutOfMemoryException)
            {
                seen[i] = new Observation
                {
                    Failure = Failure.Of(Phase.Connect, FailureCause.Local, EndPointText.Of(targets[i]), FailureWords.NoMemory),
                };
            }
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        failures.FirstOrDefault(failure => failure is not null)?.Throw();
        return seen;
    }
}
