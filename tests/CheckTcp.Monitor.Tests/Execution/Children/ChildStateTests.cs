using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Execution.Children;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>What a program finds when it starts: its group, signals, descriptors, environment, folder, user.</summary>
public class ChildStateTests
{
    [Fact]
    public async Task It_leads_a_group_of_its_own() =>
        Assert.Equal("yes\n", (await Child.RunAsync(Child.Shell("read pid name state parent group rest </proc/$$/stat; [ $group = $$ ] && echo yes"))).Message);

    [Theory]
    [InlineData("SigIgn")]
    [InlineData("SigBlk")]
    public async Task It_ignores_and_blocks_no_signal(string set) =>
        Assert.Equal($"{set}:\t0000000000000000\n", (await Child.RunAsync(Child.Program("grep", set, "/proc/self/status"))).Message);

    [Fact]
    public async Task It_inherits_no_descriptor_but_the_three_and_what_we_inherited()
    {
        using FileStream ours = File.OpenRead("/etc/passwd");
        IEnumerable<string> inherited = Directory.GetFiles("/proc/self/fdinfo").Where(IsLeftOpen).Select(Path.GetFileName)!;

        ChildOutcome outcome = await Child.RunAsync(Child.Shell("echo /proc/$$/fd/*")); // 3 is the folder itself, which the shell reads

        Assert.Equal(inherited.Union(["0", "1", "2", "3"]).Order(), outcome.Message.Trim().Split(' ').Select(path => Path.GetFileName(path)).Order());
    }

    [Fact]
    public async Task It_runs_in_our_folder() =>
        Assert.Equal(Environment.CurrentDirectory + "\n", (await Child.RunAsync(Child.Program("pwd"))).Message);

    [Fact]
    public async Task Its_own_variables_come_on_top()
    {
        ChildProgram program = Child.Shell("echo \"$LANG $LC_ALL $MINE\"") with
        {
            Environment = Child.Program("x").Environment.Add("LC_ALL", "de_DE.UTF-8").Add("MINE", "a=b ü\nc"),
        };

        Assert.Equal("C de_DE.UTF-8 a=b ü\nc\n", (await Child.RunAsync(program)).Message);
    }

    [Fact]
    public async Task A_shell_is_not_asked_to_expand_an_array() =>
        Assert.Equal("$HOME ~ *\n", (await Child.RunAsync(Child.Program("echo", "$HOME", "~", "*"))).Message);

    [Fact]
    public async Task Its_own_PATH_says_where_it_lies()
    {
        using TemporaryFolder folder = new();
        string script = folder.Write("check_mine", "#!/bin/sh\necho \"$0\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        folder.CreateFolder("a/check_mine"); // a folder of that name is no program

        ChildOutcome outcome = await Child.RunAsync(Child.Program("check_mine") with
        {
            Environment = Child.Program("x").Environment.Add("PATH", $":.:/nosuch:{folder / "a"}:{folder.Path}/:/usr/bin:/bin"),
        });

        Assert.Equal(script + "\n", outcome.Message);
    }

    [Fact]
    public async Task What_lies_in_our_folder_is_not_found_by_chance() =>
        Assert.Equal(
            "exit code: 127, exec: \"sh\": executable file not found in $PATH",
            (await Child.RunAsync(Child.Program("sh") with { Environment = Child.Program("x").Environment.Add("PATH", "bin::.") })).Message);

    [Fact]
    public async Task A_variable_that_no_program_can_have_is_told()
    {
        ChildOutcome outcome = await Child.RunAsync(Child.Program("true") with { Environment = Child.Program("x").Environment.Add("A", "b\0c") });

        Assert.Equal((Status.Unknown, "exit code: 125, the variable A holds a NUL character, which no program can be given; take it out of the configuration"),
            (outcome.Status, outcome.Message));
    }

    [Fact]
    public async Task Our_own_user_needs_no_switch() =>
        Assert.Equal(Environment.UserName + "\n", (await Child.RunAsync(Child.Program("id", "-un") with { User = Environment.UserName })).Message);

    [Fact]
    public async Task An_unknown_user_is_told() =>
        Assert.Equal(
            (Status.Unknown, "user \"nosuchuser\" does not exist on this machine; create it, or mend user in the configuration"),
            await ToldAsync(Child.Program("true") with { User = "nosuchuser" }));

    /// <summary>Of root's way; whoever is not root has only sudo, which asks for a password.</summary>
    [Fact]
    public async Task Root_becomes_the_user_with_its_groups_and_keeps_the_environment()
    {
        ChildProgram program = Child.Shell("id -u; id -ru; id -g; id -G; echo $MINE; grep CapEff /proc/self/status; exit 1") with
        {
            User = "daemon",
            Environment = Child.Program("x").Environment.Add("MINE", "kept"),
        };

        Assert.Equal((Status.Warning, "1\n1\n1\n1\nkept\nCapEff:\t0000000000000000\n"), await ToldAsync(program));
    }

    [Fact]
    public async Task A_program_that_is_missing_is_told_as_ever_when_it_is_for_another_user() =>
        Assert.Equal(
            (Status.Unknown, "exit code: 127, exec: \"nosuch\": executable file not found in $PATH"),
            await ToldAsync(Child.Program("nosuch") with { User = "daemon" }));

    [Fact]
    public async Task Another_user_is_ended_like_our_own()
    {
        string sleep = Leftovers.UniqueSleep();

        ChildOutcome outcome = await Child.RunAsync(Child.Shell($"trap '' TERM; setsid sleep {sleep} & wait; wait") with { User = "daemon" }, Child.Short);

        Assert.Equal(ChildEnd.TimedOut, outcome.End);
        await Leftovers.UntilAsync(sleep, alive: false);
    }

    [Fact]
    public async Task Every_run_has_a_marker_of_its_own()
    {
        ChildProgram program = Child.Shell("echo $CHECK_TCPD_RUN");

        (Status, string Marker) first = await ToldAsync(program);
        (Status, string Marker) second = await ToldAsync(program);

        Assert.NotEqual(first.Marker, second.Marker);
        Assert.Equal(32, first.Marker.Trim().Length);
    }

    private static bool IsLeftOpen(string descriptor)
    {
        const int CloseOnExec = 0x80000;
        try
        {
            string flags = File.ReadLines(descriptor).Single(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return (Convert.ToInt32(flags["flags:".Length..].Trim(), 8) & CloseOnExec) == 0;
        }
        catch (IOException)
        {
            return false; // closed meanwhile by a test beside this one
        }
    }

    private static async Task<(Status Status, string Message)> ToldAsync(ChildProgram program)
    {
        ChildOutcome outcome = await Child.RunAsync(program);
        return (outcome.Status, outcome.Message);
    }
}
