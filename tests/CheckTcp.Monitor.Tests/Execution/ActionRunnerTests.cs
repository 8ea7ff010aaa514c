using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Tests.Execution.Children;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Execution;

public sealed class ActionRunnerTests : IAsyncDisposable
{
    private readonly LogLines _log = new();
    private readonly TemporaryFolder _folder = new();
    private readonly ActionRunner _actions;

    public ActionRunnerTests() => _actions = new ActionRunner(TimeProvider.System, _log, Child.Environment);

    [Fact]
    public async Task It_is_told_the_status_the_one_before_and_the_message()
    {
        CheckDefinition check = Check($"printf '%s|%s|%s|%s' \"$MACKEREL_STATUS\" \"$MACKEREL_PREVIOUS_STATUS\" \"$MACKEREL_CHECK_MESSAGE\" \"$MINE\" >{_folder.Path}/told");

        Assert.Equal("WARNING||slow\n|mine", await ToldAsync(check, Status.Warning, "slow\n"));
        Assert.Equal("OK|WARNING|fine|mine", await ToldAsync(check, Status.Ok, "fine"));
        Assert.Equal("OK|OK||mine", await ToldAsync(check, Status.Ok, ""));
        Assert.Equal("UNKNOWN|OK|?|mine", await ToldAsync(check, Status.Unknown, "?"));
    }

    [Fact]
    public async Task Checks_do_not_share_what_was_before()
    {
        CheckDefinition check = Check($"printf '%s' \"-$MACKEREL_PREVIOUS_STATUS\" >{_folder.Path}/told");

        Assert.Equal("-", await ToldAsync(check, Status.Ok, ""));
        Assert.Equal("-", await ToldAsync(check with { Name = "other" }, Status.Ok, ""));
        _actions.Retain([check]);
        Assert.Equal("-OK", await ToldAsync(check, Status.Ok, ""));
        Assert.Equal("-", await ToldAsync(check with { Name = "other" }, Status.Ok, ""));
    }

    [Fact]
    public void A_check_without_an_action_has_none() =>
        _actions.RunAfter(Check("exit 1") with { Action = null }, Result(Status.Ok, ""), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("exit 0", "Debug: Action of \"ftp\" exited with 0")]
    [InlineData("exit 3", "Warning: Action of \"ftp\" failed: exit code 3")]
    [InlineData("kill -9 $$", "Warning: Action of \"ftp\" failed: killed by signal 9")]
    [InlineData("echo why >&2", "Warning: Action of \"ftp\" output stderr: why", "Debug: Action of \"ftp\" exited with 0")]
    public async Task How_it_ends_is_only_logged(string script, params string[] lines)
    {
        _actions.RunAfter(Check(script), Result(Status.Ok, ""), TestContext.Current.CancellationToken);

        await UntilAsync(() => _log.Lines.Count() == lines.Length);
        Assert.Equal(lines, _log.Lines);
    }

    [Fact]
    public async Task It_has_a_timeout_of_its_own()
    {
        CheckDefinition check = Check("sleep 1000");

        _actions.RunAfter(
            check with { Action = check.Action! with { Timeout = TimeSpan.FromMilliseconds(200) } }, Result(Status.Ok, ""), TestContext.Current.CancellationToken);

        await UntilAsync(() => _log.Lines.Any());
        Assert.Equal(["Warning: Action of \"ftp\" failed: command timed out"], _log.Lines);
    }

    [Theory]
    [InlineData('x', 64 * 1024, 64 * 1024)]
    [InlineData('\uFFFD', 64 * 1024, (128 * 1024 - 24) / 3 * 3)] // 192 KiB of UTF-8: more than one variable may hold
    public async Task The_message_is_uncut_as_far_as_a_variable_can_hold_it(char letter, int count, int bytes)
    {
        string told = await ToldAsync(
            Check($"printf '%s' \"$MACKEREL_CHECK_MESSAGE\" | wc -c >{_folder.Path}/told.part; mv {_folder.Path}/told.part {_folder.Path}/told"),
            Status.Critical,
            new string(letter, count));

        Assert.Equal($"{bytes}\n", told);
    }

    [Fact]
    public async Task A_message_with_NUL_keeps_its_place() =>
        Assert.Equal("a\uFFFDb", await ToldAsync(Check($"printf '%s' \"$MACKEREL_CHECK_MESSAGE\" >{_folder.Path}/told"), Status.Ok, "a\0b"));

    [Fact]
    public async Task They_overlap_up_to_a_bound_and_end_with_the_daemon()
    {
        string sleep = Leftovers.UniqueSleep();
        using CancellationTokenSource stop = new();
        CheckDefinition check = Check($"exec sleep {sleep}");

        for (int i = 0; i < ActionRunner.MaxConcurrent + 1; i++)
        {
            _actions.RunAfter(check, Result(Status.Ok, ""), stop.Token);
        }

        await UntilAsync(() => Leftovers.With(sleep).Count == ActionRunner.MaxConcurrent);
        Assert.StartsWith("Warning: Action of \"ftp\" is skipped, for 64 actions run already", Assert.Single(_log.Lines), StringComparison.Ordinal);
        await stop.CancelAsync();
        await _actions.DisposeAsync();
        await Leftovers.UntilAsync(sleep, alive: false);
        await Leftovers.UntilReapedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _actions.DisposeAsync();
        _folder.Dispose();
    }

    private static CheckDefinition Check(string script)
    {
        ChildProgram program = Child.Shell(script);
        return new CheckDefinition
        {
            Name = "ftp",
            Program = Child.Program("true"),
            Action = new CheckAction(program with { Environment = program.Environment.Add("MINE", "mine").Add("MACKEREL_STATUS", "x") }, TimeSpan.FromSeconds(30)),
        };
    }

    private static Report Result(Status status, string message) => new("ftp", DateTimeOffset.UnixEpoch, TimeSpan.Zero, status, message);

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What the action wrote to the file <c>told</c>, when it has ended.</summary>
    private async Task<string> ToldAsync(CheckDefinition check, Status status, string message)
    {
        int before = _log.Lines.Count();
        _actions.RunAfter(check, Result(status, message), TestContext.Current.CancellationToken);
        await UntilAsync(() => _log.Lines.Count() > before);
        return await File.ReadAllTextAsync(_folder / "told", TestContext.Current.CancellationToken);
    }
}
