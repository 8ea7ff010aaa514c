using System.Diagnostics;
using CheckTcp.Monitor.Execution.Children;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>Nothing is left of a run: not after its time, and not after ours.</summary>
public class ChildEndTests
{
    [Theory]
    [InlineData("sleep SLEEP")]
    [InlineData("sleep SLEEP & wait")]
    [InlineData("trap '' TERM; sleep SLEEP & wait; wait; sleep 1000")]                         // ignores it, and so do its children
    [InlineData("setsid sleep SLEEP & wait")]                                                  // another session
    [InlineData("setsid sh -c 'trap \"\" TERM; sleep SLEEP & wait' & wait")]
    [InlineData("(setsid sleep SLEEP >/dev/null 2>&1 &) ; sleep 1000")]                        // double fork, and no pipe
    [InlineData("(setsid sh -c 'trap \"\" TERM; sleep SLEEP & sleep SLEEP' >/dev/null 2>&1 &) ; sleep 1000")]
    [InlineData("env -i setsid sleep SLEEP & wait")]                                           // no marker
    [InlineData("(env -i setsid sleep SLEEP &) ; sleep 1000")]                                 // no marker, adopted by us, with a pipe
    [InlineData("kill -STOP $$; sleep SLEEP")]                                                 // stopped
    [InlineData("sleep SLEEP & kill -STOP $!; wait")]
    public async Task After_the_deadline_nothing_lives(string script)
    {
        string sleep = Leftovers.UniqueSleep();

        ChildOutcome outcome = await Child.RunAsync(Child.Shell(script.Replace("SLEEP", sleep, StringComparison.Ordinal)), Child.Short);

        Assert.Equal((Status.Unknown, "command timed out"), (outcome.Status, outcome.Message));
        await Leftovers.UntilNoneAsync(sleep);
    }

    [Fact]
    public async Task What_an_ordinary_run_leaves_in_the_background_is_left_alone()
    {
        string sleep = Leftovers.UniqueSleep();

        ChildOutcome outcome = await Child.RunAsync(Child.Shell($"sleep {sleep} >/dev/null 2>&1 & echo started"));

        Assert.Equal((Status.Ok, "started\n"), (outcome.Status, outcome.Message));
        int left = Assert.Single(Leftovers.With(sleep));
        Process.GetProcessById(left).Kill();
        await Leftovers.UntilNoneAsync(sleep);
    }

    [Theory]
    [InlineData("sleep SLEEP")]
    [InlineData("trap '' TERM; sleep SLEEP & wait; wait; sleep 1000")]
    [InlineData("trap '' TERM; setsid sleep SLEEP & wait; wait; sleep 1000")]
    [InlineData("(env -i setsid sleep SLEEP &) ; exit 0")]
    public async Task A_stop_of_the_daemon_ends_all_of_it(string script)
    {
        string sleep = Leftovers.UniqueSleep();
        using CancellationTokenSource stop = new();
        ChildLimits limits = Child.Ample with { KillAfterStop = TimeSpan.FromMilliseconds(200) };

        Task<ChildOutcome> run = Child.RunStoppableAsync(Child.Shell(script.Replace("SLEEP", sleep, StringComparison.Ordinal)), limits, stop.Token);
        await Leftovers.UntilAsync(sleep, alive: true);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await Leftovers.UntilNoneAsync(sleep);
    }

    /// <summary>Stubborn ones. It took three seconds of waiting and, read for each of them again, minutes of /proc.</summary>
    [Fact]
    public async Task A_stop_ends_hundreds_of_commands_at_once_and_reads_the_table_of_processes_for_all_of_them_together()
    {
        const int Commands = 450;
        string sleep = Leftovers.UniqueSleep();
        using CancellationTokenSource stop = new();
        await using ChildRunner runner = Child.Runner();
        Task[] runs =
        [
            .. Enumerable.Range(0, Commands).Select(i => runner.RunAsync(
                $"check {i}", Child.Shell($"trap '' TERM; sleep {sleep}; sleep 1000"), new ChildLimits(TimeSpan.FromHours(1)), stop.Token)),
        ];
        await Leftovers.UntilAsync(sleep, Commands);
        long before = ProcessTable.TimesRead;

        await stop.CancelAsync();
        await Task.WhenAll(runs).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.All(runs, run => Assert.True(run.IsCanceled));
        await Leftovers.UntilAsync(sleep, alive: false); // who was sent SIGKILL is not gone in the same instant
        Assert.InRange(ProcessTable.TimesRead - before, 2, Commands);
        await Leftovers.UntilReapedAsync();
    }

    [Fact]
    public async Task A_stopped_daemon_starts_nothing()
    {
        using TemporaryFolder folder = new();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Child.RunStoppableAsync(Child.Program("touch", folder / "ran"), Child.Ample, new CancellationToken(canceled: true)));

        Assert.False(File.Exists(folder / "ran"));
    }

    [Fact]
    public async Task Many_at_once_end_each_by_its_own()
    {
        Task<ChildOutcome>[] runs = [.. Enumerable.Range(0, 50).Select(i => Child.RunAsync(Child.Shell($"echo {i}; exit {i % 4}")))];

        ChildOutcome[] outcomes = await Task.WhenAll(runs);

        Assert.Equal(Enumerable.Range(0, 50).Select(i => ((Status)(i % 4), $"{i}\n")), outcomes.Select(outcome => (outcome.Status, outcome.Message)));
        await Leftovers.UntilReapedAsync();
    }
}
