using CheckTcp.Monitor.Execution.Children;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>What a run comes to, row by row as with the agent.</summary>
public class ChildResultTests
{
    [Theory]
    [InlineData(0, Status.Ok)]
    [InlineData(1, Status.Warning)]
    [InlineData(2, Status.Critical)]
    [InlineData(3, Status.Unknown)]
    [InlineData(4, Status.Unknown)]
    [InlineData(127, Status.Unknown)]
    [InlineData(255, Status.Unknown)]
    public async Task The_exit_code_is_the_status_and_standard_output_the_message(int code, Status status)
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell($"echo 'DISK  fine '; echo more; exit {code}"));

        Assert.Equal((status, "DISK  fine \nmore\n"), (outcome.Status, outcome.Message));
    }

    [Fact]
    public async Task A_program_may_say_nothing() =>
        Assert.Equal((Status.Ok, ""), Told(await Child.RunAsync(Child.Shell(""))));

    [Fact]
    public async Task Beside_standard_output_standard_error_is_no_part_of_the_message()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell("printf 'two\\nlines\\033[1m\\n' >&2; echo out; exit 1"));

        Assert.Equal((Status.Warning, "out\n"), Told(outcome));
        Assert.Equal(@"two\nlines\x1B[1m", outcome.Errors);
    }

    [Theory]
    [InlineData("nosuchprogram", Status.Unknown, "exit code: 127, sh: 1: nosuchprogram: not found")]
    [InlineData("printf '\\n \\nfirst\\033[1m \\r\\nsecond\\n' >&2; exit 2", Status.Critical, @"exit code: 2, first\x1B[1m")]
    [InlineData("echo; echo why >&2; exit 1", Status.Warning, "exit code: 1, why")]
    [InlineData("exit 2", Status.Critical, "exit code: 2, no output")]
    [InlineData("exit 77", Status.Unknown, "exit code: 77, no output")]
    [InlineData("echo why >&2; kill -9 $$", Status.Unknown, "killed by signal 9, why")]
    [InlineData("kill -9 $$", Status.Unknown, "killed by signal 9, no output")]
    [InlineData("echo fine >&2", Status.Ok, "")]
    public async Task Without_standard_output_the_message_of_a_failure_is_how_it_ended_and_the_first_line_of_standard_error(
        string script, Status status, string message) =>
        Assert.Equal((status, message), Told(await Child.RunAsync(Child.Shell(script))));

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("SEGV")]
    public async Task A_signal_before_the_timeout_is_unknown_with_the_output_so_far(string signal)
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell($"echo so far; kill -{signal} $$"));

        Assert.Equal((ChildEnd.Killed, Status.Unknown, "so far\n"), (outcome.End, outcome.Status, outcome.Message));
    }

    [Fact]
    public async Task To_die_of_the_timeout_is_unknown_and_the_output_is_lost()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell("echo lost; exec sleep 1000"), Child.Short);

        Assert.Equal((Status.Unknown, "command timed out"), Told(outcome));
    }

    [Fact]
    public async Task To_be_killed_after_the_timeout_is_the_same()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Shell("trap '' TERM; while :; do sleep 0.05; done"), Child.Short);

        Assert.Equal((Status.Unknown, "command timed out"), Told(outcome));
    }

    [Fact]
    public async Task Who_catches_the_signal_and_exits_is_judged_by_the_exit_code()
    {
        ChildOutcome outcome = await Child.RunAsync(
            Child.Shell("trap 'echo caught; exit 2' TERM; echo begun; while :; do sleep 0.02; done"),
            new ChildLimits(TimeSpan.FromSeconds(3)));

        Assert.Equal((Status.Critical, "begun\ncaught\n"), Told(outcome));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task No_time_at_all_is_a_timeout_and_nothing_is_run(int seconds)
    {
        using TemporaryFolder folder = new();

        ChildOutcome outcome = await Child.RunAsync(Child.Program("touch", folder / "ran"), new ChildLimits(TimeSpan.FromSeconds(seconds)));

        Assert.Equal((Status.Unknown, "command timed out"), Told(outcome));
        Assert.False(File.Exists(folder / "ran"));
    }

    [Fact]
    public async Task A_timeout_of_years_is_none() =>
        Assert.Equal((Status.Ok, ""), Told(await Child.RunAsync(Child.Program("true"), new ChildLimits(TimeSpan.MaxValue))));

    [Theory]
    [InlineData("exit code: 127, exec: \"nosuch\": executable file not found in $PATH", "nosuch")]
    [InlineData("exit code: 127, exec: \"\": executable file not found in $PATH", "")]
    [InlineData("exit code: 127, fork/exec /nosuch/program: no such file or directory", "/nosuch/program")]
    [InlineData("exit code: 126, fork/exec /tmp: permission denied", "/tmp")]
    [InlineData("exit code: 126, fork/exec /etc/passwd: permission denied", "/etc/passwd")]
    [InlineData("exit code: 125, fork/exec /etc/passwd/x: not a directory", "/etc/passwd/x")]
    [InlineData("exit code: 125, the command holds a NUL character, which no program can be given; take it out of the configuration", "echo", "a\0b")]
    public async Task A_program_that_cannot_be_run_is_unknown_with_the_cause(string message, params string[] arguments) =>
        Assert.Equal((Status.Unknown, message), Told(await Child.RunAsync(Child.Program(arguments))));

    [Fact]
    public async Task A_script_without_its_first_line_is_told_so()
    {
        using TemporaryFolder folder = new();
        string script = folder.Write("script", "exit 0\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        ChildOutcome outcome = await Child.RunAsync(Child.Program(script));

        Assert.Equal(
            (Status.Unknown, $"exit code: 126, fork/exec {script}: exec format error; a script needs a first line such as #!/bin/sh"), Told(outcome));
    }

    [Fact]
    public async Task Arguments_beyond_what_exec_takes_are_told_so()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Program("true", new string('x', 200_000)));

        Assert.Equal(Status.Unknown, outcome.Status);
        Assert.EndsWith("argument list too long; the arguments or the environment are too large: shorten them", outcome.Message, StringComparison.Ordinal);
    }

    private static (Status Status, string Message) Told(ChildOutcome outcome) => (outcome.Status, outcome.Message);
}
