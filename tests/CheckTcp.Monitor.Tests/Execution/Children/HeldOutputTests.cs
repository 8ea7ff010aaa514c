using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>What a command leaves behind may hold its output open, but not its result.</summary>
public class HeldOutputTests
{
    [Theory]
    [InlineData("echo done; sleep SLEEP & exit 1")]
    [InlineData("echo done; setsid sleep SLEEP & exit 1")]
    [InlineData("echo done; (env -i setsid sleep SLEEP &) ; exit 1")]
    [InlineData("echo done; (trap '' TERM; sleep SLEEP) & exit 1")]
    [InlineData("echo done; sleep SLEEP >/dev/null & exit 1")] // standard error alone
    public async Task Who_holds_the_output_open_cannot_hold_the_result_beyond_the_deadline(string script)
    {
        string sleep = Leftovers.UniqueSleep();

        ChildOutcome outcome = await Child.RunAsync(Child.Shell(script.Replace("SLEEP", sleep, StringComparison.Ordinal)), Child.Fair);

        Assert.Equal((ChildEnd.Exited, Status.Warning, "done\n"), (outcome.End, outcome.Status, outcome.Message));
        await Leftovers.UntilNoneAsync(sleep);
    }

    [Fact]
    public async Task The_result_does_not_wait_for_the_end_of_what_holds_the_output()
    {
        string sleep = Leftovers.UniqueSleep();
        await using ChildRunner runner = Child.Runner();

        ChildOutcome outcome = await runner.RunAsync("check", Child.Shell($"(trap '' TERM; sleep {sleep}) & exit 2"),
            Child.Fair with { KillAfter = TimeSpan.FromHours(1), KillAfterStop = TimeSpan.Zero },
            TestContext.Current.CancellationToken);

        Assert.Equal(Status.Critical, outcome.Status);
        Assert.NotEmpty(Leftovers.With(sleep));
        await runner.DisposeAsync();
        await Leftovers.UntilNoneAsync(sleep);
    }
}
