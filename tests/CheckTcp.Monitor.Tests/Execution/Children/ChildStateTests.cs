using System.Collections.Immutable;
using System.Globalization;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution.Children;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>What a program finds when it starts: its group, signals, descriptors, environment, folder, user.</summary>
public class ChildStateTests
{
    [Fact]
    public async Task It_leads_a_group_of_its_own() =>
        Assert.Equal("yes\n", (await Child.RunAsync(Child.Shell("read pid name state parent group rest </proc/$$/stat; [ $group = $$ ] && echo yes"))).Message);

    [Fact]
    public async Task It_leads_a_session_of_its_own_so_that_no_terminal_of_ours_is_its() =>
        Assert.Equal("yes\n", (await Child.RunAsync(Child.Shell(
            "read pid name state parent group session rest </proc/$$/stat; [ $session = $$ ] && ! (exec 3</dev/tty) 2>/dev/null && echo yes"))).Message);

    [Fact]
    public async Task It_and_what_it_starts_are_the_first_to_go_when_memory_runs_out()
    {
        int ours = int.Parse(await File.ReadAllTextAsync("/proc/self/oom_score_adj", TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);

        ChildOutcome outcome = await Child.RunAsync(
            Child.Shell($"while read now </proc/$$/oom_score_adj && [ $now = {ours} ]; do :; done; cat /proc/self/oom_score_adj"), Child.Fair);

        Assert.Equal($"{Math.Min(ours + 500, 1000)}\n", outcome.Message);
    }

    [Theory]
    [InlineData("SigIgn")]
    [InlineData("SigBlk")]
    public async Task It_ignores_and_blocks_no_signal(string set) =>
        Assert.Equal($"{set}:\t0000000000000000\n", (await Child.RunAsync(Child.Program("grep", set, "/proc/self/status"))).Message);

    [Fact]
    public async Task It_inherits_the_three_descriptors_and_none_that_we_inherited()
    {
        using FileStream ours = File.OpenRead("/etc/passwd");

        ChildOutcome outcome = await Child.RunAsync(Child.Shell("echo /proc/$$/fd/*")); // 3 is the folder itself, which the shell reads

        Assert.Equal("0 1 2 3", string.Join(' ', outcome.Message.Trim().Split(' ').Select(path => Path.GetFileName(path)).Order()));
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
    public async Task It_is_looked_for_in_our_PATH_and_not_in_that_of_env_as_the_agent_does()
    {
        using TemporaryFolder folder = new();
        Script(folder, "check_mine", "env");
        folder.CreateFolder("ours");
        Script(folder, "ours/check_mine", "ours");
        ChildProgram program = Child.Program("check_mine") with
        {
            Environment = Child.Program("x").Environment.Add("PATH", $"{folder.Path}:/usr/bin:/bin"),
        };
        await using ChildRunner runner = new(Child.Environment.SetItem("PATH", $"{folder / "ours"}:/usr/bin:/bin"), TimeProvider.System, _ => { });

        ChildOutcome array = await runner.RunAsync("array", program, Child.Ample, TestContext.Current.CancellationToken);
        ChildOutcome line = await runner.RunAsync(
            "line", program with { Arguments = ["sh", "-c", "check_mine"] }, Child.Ample, TestContext.Current.CancellationToken);
        ChildOutcome other = await Child.RunAsync(program);

        Assert.Equal(("ours\n", "env\n"), (array.Message, line.Message));
        Assert.Equal("exit code: 127, exec: \"check_mine\": executable file not found in $PATH", other.Message);
    }

    [Fact]
    public async Task Folders_and_what_lies_in_our_folder_are_not_found_by_chance()
    {
        using TemporaryFolder folder = new();
        string script = Script(folder, "check_mine", "found");
        folder.CreateFolder("a/check_mine"); // a folder of that name is no program
        await using ChildRunner runner = new(
            Child.Environment.SetItem("PATH", $":.:bin:/nosuch:{folder / "a"}:{folder.Path}/:/usr/bin:/bin"), TimeProvider.System, _ => { });

        Assert.Equal("found\n", (await runner.RunAsync("check", Child.Program("check_mine"), Child.Ample, TestContext.Current.CancellationToken)).Message);
        File.Delete(script);
        Assert.Equal(
            "exit code: 127, exec: \"check_mine\": executable file not found in $PATH",
            (await runner.RunAsync("check", Child.Program("check_mine"), Child.Ample, TestContext.Current.CancellationToken)).Message);
    }

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
            (Status.Unknown, "user \"nosuchuser\" does not exist on this machine; create it, or correct user in the configuration"),
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
    public async Task Root_sets_the_variables_that_sudo_sets_and_no_others()
    {
        string[] ours = ["HOME=/root", "LOGNAME=root", "SHELL=/bin/bash", "USER=root", "USERNAME=root", "MAIL=/var/mail/root", "TERM=xterm", "MINE=kept"];
        const string Script = "env | grep -vE '^(SUDO_|PATH=|PWD=|SHLVL=|OLDPWD=|_=|CHECK_TCPD_RUN=)' | sort";
        ImmutableDictionary<string, string> environment = ours.Select(variable => variable.Split('='))
            .ToImmutableDictionary(variable => variable[0], variable => variable[1]).Add("PATH", "/usr/bin:/bin");
        await using ChildRunner runner = new(environment, TimeProvider.System, _ => { });

        ChildOutcome setpriv = await runner.RunAsync("setpriv", Child.Shell(Script) with { User = "daemon" }, Child.Ample, TestContext.Current.CancellationToken);
        ChildOutcome sudo = await runner.RunAsync("sudo", Child.Program("sudo", "-Eu", "daemon", "sh", "-c", Script), Child.Ample, TestContext.Current.CancellationToken);

        Assert.Contains("USER=daemon\n", setpriv.Message, StringComparison.Ordinal);
        Assert.Equal(sudo.Message, setpriv.Message);
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

    private static string Script(TemporaryFolder folder, string name, string word)
    {
        string script = folder.Write(name, $"#!/bin/sh\necho {word}\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return script;
    }

    private static async Task<(Status Status, string Message)> ToldAsync(ChildProgram program)
    {
        ChildOutcome outcome = await Child.RunAsync(program);
        return (outcome.Status, outcome.Message);
    }
}
