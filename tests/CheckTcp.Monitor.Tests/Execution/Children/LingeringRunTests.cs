using System.Collections.Concurrent;
using CheckTcp.Monitor.Execution.Children;
using CheckTcp.Monitor.Tests.Storage;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>Runs of which something lives on although all was done to end it.</summary>
public sealed class LingeringRunTests
{
    private static readonly ChildLimits SoonGivenUp = Child.Fair with
    {
        KillAfter = TimeSpan.FromSeconds(1),
        GiveUpAfter = TimeSpan.FromMilliseconds(200),
    };

    [Fact]
    public async Task A_command_that_hangs_in_the_kernel_is_told_and_not_run_again_until_the_disk_answers()
    {
        using TemporaryFolder folder = new();
        await using HangingDisk disk = await HangingDisk.MountAsync(folder.CreateFolder("disk"));
        ConcurrentQueue<LingeringRun> told = new();
        await using ChildRunner runner = new(Child.Environment, TimeProvider.System, told.Enqueue);
        await disk.FreezeAsync();

        ChildOutcome hanging = await RunAsync(runner, "backup", "touch", disk.Path + "/file");
        await UntilAsync(() => !told.IsEmpty);
        ChildOutcome withheld = await RunAsync(runner, "backup", "touch", disk.Path + "/file");
        ChildOutcome other = await RunAsync(runner, "other", "true");
        LingeringRun lingering = Assert.Single(runner.Lingering);
        await disk.ThawAsync();
        await UntilAsync(() => !runner.Lingering.Any());
        ChildOutcome again = await RunAsync(runner, "backup", "touch", disk.Path + "/file");

        Assert.Equal((Status.Unknown, "command timed out"), (hanging.Status, hanging.Message));
        Assert.Equal("backup", lingering.Owner);
        Assert.Matches(@"^process \d+ \(touch\) hangs in the kernel \(state D\), where no signal reaches it; ", lingering.Reason);
        Assert.Equal(lingering, Assert.Single(told));
        Assert.Equal((Status.Unknown, StartFault.StillRuns(lingering), 1), (withheld.Status, withheld.Message, runner.Withheld));
        Assert.Equal((Status.Ok, Status.Ok), (other.Status, again.Status));
    }

    [Fact]
    public async Task What_is_still_being_ended_is_waited_for()
    {
        string sleep = Leftovers.UniqueSleep();
        await using ChildRunner runner = Child.Runner();

        await RunAsync(runner, "backup", "sh", "-c", $"(trap '' TERM; exec sleep {sleep}) & exit 0");
        bool wasLeft = Leftovers.With(sleep).Count > 0;
        ChildOutcome next = await RunAsync(runner, "backup", "true");

        Assert.True(wasLeft);
        Assert.Equal((Status.Ok, 0), (next.Status, runner.Withheld));
        Assert.Empty(Leftovers.With(sleep));
    }

    private static Task<ChildOutcome> RunAsync(ChildRunner runner, string owner, params string[] arguments) =>
        runner.RunAsync(owner, Child.Program(arguments), SoonGivenUp, TestContext.Current.CancellationToken);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
