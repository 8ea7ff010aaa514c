using System.Text.Json;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary>A machine or a container that gives check-tcpd little, and commands that it cannot end.</summary>
[Collection<Alone>]
public sealed class ScarcityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task With_few_descriptors_fewer_run_at_once_and_everything_works()
    {
        MonitorProcess.Configure(_folder, SlowCommands(200, "sleep 1; echo ran"));
        await using MonitorProcess monitor = MonitorProcess.LaunchCommand(
            _folder, "prlimit", "--nofile=1024", MonitorProgram.Path, "--config", _folder / "check-tcpd.conf");
        await monitor.UntilLoggedAsync("since only 1024 files and sockets may be open at once");
        await monitor.UntilLoggedAsync("check-tcpd is watching");

        JsonElement status = await AfterRunsAsync(monitor, 400);

        Assert.All(
            status.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("status").ValueKind == JsonValueKind.String),
            check => Assert.Equal("OK", check.GetProperty("status").GetString()));
        Assert.DoesNotContain(monitor.Log, line => line.Contains("UNKNOWN", StringComparison.Ordinal));
        (TimeSpan elapsed, int exitCode) = await monitor.StopAsync();
        Assert.Equal(0, exitCode);
        Assert.InRange(elapsed.TotalSeconds, 0, 5);
    }

    [Fact]
    public async Task Commands_get_the_soft_limit_of_open_files_that_the_daemon_was_started_with()
    {
        MonitorProcess.Configure(_folder, SlowCommands(1, "ulimit -Sn; ulimit -Hn"));
        string daemon = $"{MonitorProgram.Path} --config {_folder / "check-tcpd.conf"}";
        await using MonitorProcess monitor = MonitorProcess.LaunchCommand(_folder, "prlimit", "--nofile=700:4096", "sh", "-c", $"{daemon}; true");
        await monitor.UntilLoggedAsync("check-tcpd is watching");

        await AfterRunsAsync(monitor, 1);

        JsonElement check = await DaemonTests.StatusOfAsync(monitor, "c0");
        Assert.Equal("700\n4096\n", check.GetProperty("message").GetString());
    }

    [Fact]
    public async Task With_few_threads_fewer_commands_run_at_once_and_the_process_lives()
    {
        Open();
        MonitorProcess.Configure(_folder, SlowCommands(100, "sleep 0.2; echo ran"));
        await using MonitorProcess monitor = AsNobody("prlimit", "--nproc=110");
        await monitor.UntilLoggedAsync("since there is no room for the threads and processes of more commands");
        await monitor.UntilLoggedAsync("check-tcpd is watching");

        await AfterRunsAsync(monitor, 300);

        (TimeSpan _, int exitCode) = await monitor.StopAsync();
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(monitor.Log, line => line.Contains("alert", StringComparison.Ordinal)); // nor an internal error
    }

    [Fact]
    public async Task Without_room_for_its_own_threads_it_does_not_start_and_tells_the_fix()
    {
        Open();
        MonitorProcess.Configure(_folder, SlowCommands(1, "true"));
        await using MonitorProcess monitor = AsNobody("prlimit", "--nproc=30");

        Assert.Equal(1, await monitor.ExitCodeAsync());
        await monitor.UntilLoggedAsync("raise the limit (TasksMax= of the unit, pids of the container, ulimit -u)");
    }

    /// <summary>As under sudo: the command becomes another user, whom a daemon without root cannot signal.</summary>
    [Fact]
    public async Task A_command_that_cannot_be_ended_is_not_run_again_until_it_has()
    {
        Open();
        File.Copy("/usr/bin/setpriv", _folder / "become");
        File.SetUnixFileMode(_folder / "become", UnixFileMode.SetUser | (UnixFileMode)0x1ED);
        MonitorProcess.Configure(_folder, $"""
            [plugin.checks.stuck]
            command = ["{_folder / "become"}", "--reuid=1", "--clear-groups", "--", "sleep", "1234.5"]
            check_interval = "1s"
            timeout_seconds = 1
            """);
        await using MonitorProcess monitor = AsNobody();
        await monitor.UntilLoggedAsync("Checker \"stuck\" cannot be ended, and is not run again until it has: process ");

        JsonElement commands = (await StatusAsync(
            monitor, status => status.TryGetProperty("commands", out JsonElement some) && some.GetProperty("withheld").GetInt64() > 1)).GetProperty("commands");

        JsonElement lingering = Assert.Single(commands.GetProperty("lingering").EnumerateArray());
        Assert.Equal("stuck", lingering.GetProperty("check").GetString());
        Assert.Contains("(sleep) cannot be signalled: operation not permitted", lingering.GetProperty("reason").GetString(), StringComparison.Ordinal);
        JsonElement check = await DaemonTests.StatusOfAsync(monitor, "stuck");
        Assert.StartsWith("not run, since the run of ", check.GetProperty("message").GetString(), StringComparison.Ordinal);
        int stuck = Assert.Single(Sleeping("1234.5"));
        Assert.Contains("commands: 1 cannot be ended", (await monitor.AskAsync("status")).Output, StringComparison.Ordinal);

        System.Diagnostics.Process.GetProcessById(stuck).Kill();
        await DaemonTests.UntilAsync(() => Task.FromResult(Sleeping("1234.5").Any(process => process != stuck)));

        await monitor.KillAsync();
        foreach (int process in Sleeping("1234.5"))
        {
            System.Diagnostics.Process.GetProcessById(process).Kill();
        }
    }

    [Fact]
    public async Task As_process_1_of_a_container_it_reaps_what_commands_leave_behind()
    {
        MonitorProcess.Configure(_folder, """
            [plugin.checks.leaves]
            command = "(sleep 0.2 >/dev/null 2>&1 &) ; echo ran"
            check_interval = "15s"
            """);
        await using MonitorProcess monitor = MonitorProcess.LaunchCommand(
            _folder, "unshare", "--pid", "--fork", "--kill-child", "--mount-proc", MonitorProgram.Path, "--config", _folder / "check-tcpd.conf");
        await monitor.UntilLoggedAsync("check-tcpd is watching");
        string daemon = File.ReadAllText($"/proc/{monitor.Id}/task/{monitor.Id}/children").Trim();

        await DaemonTests.UntilAsync(() => Task.FromResult(HasZombie(daemon)));
        await DaemonTests.UntilAsync(() => Task.FromResult(!HasZombie(daemon)));
    }

    public void Dispose() => _folder.Dispose();

    private static bool HasZombie(string parent) => Directory.EnumerateDirectories("/proc").Any(folder =>
        int.TryParse(Path.GetFileName(folder), out _) && ReadOrEmpty(folder + "/stat").Contains($") Z {parent} ", StringComparison.Ordinal));

    private static Task<JsonElement> AfterRunsAsync(MonitorProcess monitor, int runs) =>
        StatusAsync(monitor, status => status.GetProperty("schedule").GetProperty("runs").GetInt64() > runs);

    private static async Task<JsonElement> StatusAsync(MonitorProcess monitor, Func<JsonElement, bool> holds)
    {
        JsonElement status = default;
        await DaemonTests.UntilAsync(async () =>
            (status = await DaemonTests.JsonAsync(monitor.AskAsync("status", "--json"))).GetProperty("running").GetBoolean() && holds(status));
        return status;
    }

    private static string SlowCommands(int count, string command) => string.Concat(Enumerable.Range(0, count).Select(i => $"""
        [plugin.checks.c{i}]
        command = "{command}"
        check_interval = "1s"

        """));

    private static List<int> Sleeping(string seconds) =>
    [
        .. from folder in Directory.EnumerateDirectories("/proc")
           where int.TryParse(Path.GetFileName(folder), out _) && ReadOrEmpty(folder + "/cmdline") == $"sleep\0{seconds}\0"
           select int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture),
    ];

    private static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private void Open() => File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1FF);

    /// <summary>As a user that nobody else on the machine is: the limit of processes counts those of others, too.</summary>
    private MonitorProcess AsNobody(params string[] before) => MonitorProcess.LaunchCommand(
        _folder, ["setpriv", $"--reuid={4_000_000 + Environment.ProcessId}", "--regid=65534", "--clear-groups", "--", .. before, MonitorProgram.Path, "--config", _folder / "check-tcpd.conf"]);
}
