using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>Whatever a program prints, what is kept of it is bounded, and text.</summary>
public class ChildOutputTests
{
    private const int Kept = 64 * 1024;

    [Fact]
    public async Task The_first_64_KiB_are_kept_and_the_rest_is_counted()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell("head -c 128M /dev/zero; exit 1"));

        Assert.Equal((Status.Warning, Kept, (128L << 20) - Kept), (outcome.Status, outcome.Message.Length, outcome.DroppedBytes));
    }

    [Fact]
    public async Task Output_of_exactly_that_size_is_kept_whole()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell($"head -c {Kept} /dev/zero | tr '\\0' x"));

        Assert.Equal((Kept, 0L), (outcome.Message.Length, outcome.DroppedBytes));
    }

    [Fact]
    public async Task A_flood_without_an_end_stops_at_the_deadline()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Program("cat", "/dev/zero"), Child.Short);

        Assert.Equal((Status.Unknown, "command timed out"), (outcome.Status, outcome.Message));
    }

    [Fact]
    public async Task A_flood_by_what_was_left_behind_holds_nothing_up()
    {
        string sleep = Leftovers.UniqueSleep();

        ChildOutcome outcome = await Child.RunAsync(Child.Shell($"sh -c 'cat /dev/zero; sleep {sleep}' & exit 2"), Child.Fair);

        Assert.Equal((Status.Critical, Kept), (outcome.Status, outcome.Message.Length));
        Assert.True(outcome.DroppedBytes > 0);
        await Leftovers.UntilAsync(sleep, alive: false);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_become_replacement_characters()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell("printf 'a\\377\\343\\201b\\000\\033[1m\\303\\244'"));

        Assert.Equal("a\uFFFD\uFFFD\uFFFDb\0\u001b[1mä", outcome.Message);
    }

    [Fact]
    public async Task Standard_error_is_bounded_and_one_line()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell("(echo one; echo two; head -c 1M /dev/zero | tr '\\0' x) >&2"));

        Assert.StartsWith(@"one\ntwo\nxxx", outcome.Errors, StringComparison.Ordinal);
        Assert.EndsWith($"... ({(1 << 20) + 8 - 8192} bytes more)", outcome.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', outcome.Errors);
    }

    [Fact]
    public async Task Both_outputs_are_read_while_either_is_full()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell("head -c 1M /dev/zero >&2; head -c 1M /dev/zero; head -c 1M /dev/zero >&2; exit 1"));

        Assert.Equal((Status.Warning, Kept), (outcome.Status, outcome.Message.Length));
    }

    [Fact]
    public async Task Standard_input_is_empty() =>
        Assert.Equal("", (await Child.RunAsync(Child.Program("cat"))).Message);

    [Fact]
    public async Task A_program_may_close_its_output_and_go_on()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell("echo said; exec >/dev/null 2>&1; sleep 0.05; exit 1"));

        Assert.Equal((Status.Warning, "said\n"), (outcome.Status, outcome.Message));
    }
}
