using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Tests.Execution.Children;

public class OwnChildrenTests
{
    [Fact]
    public async Task What_an_ordinary_run_leaves_behind_is_adopted_and_reaped_when_it_has_ended()
    {
        string sleep = Leftovers.UniqueSleep();
        ChildOutcome outcome = await Child.RunAsync(Child.Shell($"(sleep {sleep} >/dev/null 2>&1 &) ; exit 0"));
        int left = Assert.Single(Leftovers.With(sleep));

        Assert.Equal(Status.Ok, outcome.Status);
        Assert.True(OwnChildren.IsAdopted(ProcessEntry.Of(left)!.Value));
        Signals.Send(ProcessEntry.Of(left)!.Value, Signals.Kill);
        await Leftovers.UntilAsync(sleep, alive: false);
        while (ProcessEntry.Of(left) is not null)
        {
            OwnChildren.ReapAdopted();
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task How_a_child_of_a_run_has_ended_is_not_lost_to_whoever_reaps_what_was_adopted()
    {
        Task<ChildOutcome>[] runs = [.. Enumerable.Range(0, 40).Select(i => Child.RunAsync(Child.Shell($"exit {i % 4}")))];

        while (!runs.All(run => run.IsCompleted))
        {
            OwnChildren.ReapAdopted();
            await Task.Yield();
        }

        Assert.Equal(Enumerable.Range(0, 40).Select(i => (Status)(i % 4)), (await Task.WhenAll(runs)).Select(outcome => outcome.Status));
    }

    [Fact]
    public async Task A_number_that_is_anothers_by_now_is_not_signalled()
    {
        string sleep = Leftovers.UniqueSleep();
        await using ChildRunner runner = Child.Runner();
        Task<ChildOutcome> run = runner.RunAsync("check", Child.Program("sleep", sleep), Child.Ample, TestContext.Current.CancellationToken);
        await Leftovers.UntilAsync(sleep, alive: true);
        ProcessEntry process = ProcessEntry.Of(Leftovers.With(sleep)[0])!.Value;

        Signals.Send(process with { StartTicks = process.StartTicks - 1 }, Signals.Kill);

        Assert.False(run.IsCompleted);
        Assert.Equal(0, Signals.Send(process, Signals.Kill));
        Assert.Equal((ChildEnd.Killed, 9), ((await run).End, (await run).Code));
    }
}
