using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary>What people and disks do to the data directory of a daemon that runs, or that is to start.</summary>
[Collection<Alone>]
public sealed class DataDirectoryTests : IAsyncDisposable
{
    private const string Failing = """
        [plugin.checks.down]
        command = "false"
        check_interval = "1s"
        """;

    private readonly TemporaryFolder _folder = new();
    private string? _mounted;

    private string Data => _folder / "data";

    public async ValueTask DisposeAsync()
    {
        if (_mounted is not null)
        {
            await RunAsync("umount", _mounted);
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_start_on_a_disk_that_may_only_be_read_after_a_kill_goes_on_from_what_was_stored()
    {
        await MountAsync("mode=700");
        await KilledAfterAnAlertAsync();
        await RunAsync("mount", "-o", "remount,ro", Data);

        await using MonitorProcess monitor = await MonitorProcess.StartAsync(_folder, Failing);

        await monitor.UntilLoggedAsync($"history {Data}/history.db cannot be written");
        await monitor.UntilLoggedAsync("control socket");
        await RunAsync("mount", "-o", "remount,rw", Data);
        await monitor.UntilLoggedAsync("is written again");
        await monitor.UntilLoggedAsync("check-tcpd.sock was missing; it is created again");
        Assert.Equal([1], await OpenAlertsAsync(monitor));
        Assert.DoesNotContain(monitor.Log, line => line.Contains("alert 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_on_a_full_disk_after_a_clean_stop_goes_on_from_what_was_stored()
    {
        await MountAsync("mode=700,size=1m");
        await using (MonitorProcess first = await MonitorProcess.StartAsync(_folder, Failing))
        {
            await first.UntilLoggedAsync("alert 1 opened");
            await first.StopAsync();
        }

        Fill();

        await using MonitorProcess monitor = await MonitorProcess.StartAsync(_folder, Failing);

        await monitor.UntilLoggedAsync($"history {Data}/history.db cannot be written");
        Assert.Equal([1], await OpenAlertsAsync(monitor));
        File.Delete(Data + "/filling");
        await monitor.UntilLoggedAsync("is written again");
        Assert.DoesNotContain(monitor.Log, line => line.Contains("alert 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_without_inodes_runs_in_memory_and_recovers()
    {
        await MountAsync("mode=700,nr_inodes=20");
        TakeAllNames();

        await using MonitorProcess monitor = await MonitorProcess.StartAsync(_folder, Failing);

        await monitor.UntilLoggedAsync("control socket");
        await monitor.UntilLoggedAsync("alert 1 opened");
        Directory.Delete(Data + "/names", recursive: true);
        await monitor.UntilLoggedAsync("is written again");
        await monitor.UntilLoggedAsync("check-tcpd.sock was missing; it is created again");
        Assert.Equal([1], await OpenAlertsAsync(monitor));
    }

    [Fact]
    public async Task A_data_directory_that_is_removed_while_it_runs_is_begun_anew_with_the_alerts_and_the_socket()
    {
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(_folder, Failing);
        await monitor.UntilLoggedAsync("alert 1 opened");
        long start = Stopwatch.GetTimestamp();
        Directory.Delete(Data, recursive: true);

        await monitor.UntilLoggedAsync("was deleted, moved or replaced while check-tcpd was running");
        await monitor.UntilLoggedAsync("check-tcpd.sock was missing; it is created again");

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal([1], await OpenAlertsAsync(monitor));
        ProgramRun status = await monitor.AskAsync("status");
        Assert.Contains("store: fine; begun anew", status.Output, StringComparison.Ordinal);
        await monitor.KillAsync();
        await using MonitorProcess next = await MonitorProcess.StartAsync(_folder, Failing);
        Assert.Equal([1], await OpenAlertsAsync(next));
    }

    [Fact]
    public async Task A_backup_of_a_daemon_that_runs_is_what_another_start_goes_on_from()
    {
        await using (MonitorProcess monitor = await MonitorProcess.StartAsync(_folder, Failing))
        {
            await monitor.UntilLoggedAsync("alert 1 opened");
            ProgramRun backup = await monitor.AskAsync("backup", _folder / "copy.db");
            Assert.Equal((0, ""), (backup.ExitCode, backup.Error));
            Assert.StartsWith($"{_folder / "copy.db"}: ", backup.Output, StringComparison.Ordinal);
            ProgramRun again = await monitor.AskAsync("backup", _folder / "copy.db");
            Assert.Equal((1, $"check-tcpd: backup {_folder / "copy.db"}: the file exists; remove it, or name another one\n"), (again.ExitCode, again.Error));
            await monitor.StopAsync();
        }

        File.Move(_folder / "copy.db", Data + "/history.db", overwrite: true);
        await using MonitorProcess restored = await MonitorProcess.StartAsync(_folder, Failing);

        Assert.Equal([1], await OpenAlertsAsync(restored));
    }

    [Fact]
    public async Task A_path_that_is_too_long_for_a_socket_does_not_matter()
    {
        string data = _folder / new string('d', 150);
        _folder.Write("check-tcpd.conf", $"""
            [monitor]
            data_directory = "{data}"
            allow_short_intervals = true
            {Failing}
            """);

        await using MonitorProcess monitor = await MonitorProcess.StartAsync(_folder, null);
        await monitor.UntilLoggedAsync("alert 1 opened");

        Assert.Equal([1], await OpenAlertsAsync(monitor));
        Assert.Equal(0, (await monitor.StopAsync()).ExitCode);
    }

    [Fact]
    public async Task The_sample_runs_in_an_empty_home()
    {
        string home = _folder.CreateFolder("home");
        await RunAsync("chown", "nobody", home);

        await using MonitorProcess monitor = MonitorProcess.LaunchCommand(
            _folder, "setpriv", "--reuid=nobody", "--clear-groups", "env", $"HOME={home}", "XDG_STATE_HOME=", "STATE_DIRECTORY=", MonitorProgram.Path);
        await monitor.UntilLoggedAsync("check-tcpd is watching");

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(home + "/.local/state/check-tcpd"));
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(home + "/.local"));
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        ProgramRun run = await new ProgramCall(program, arguments).RunAsync();
        Assert.True(run.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {run.Error}");
    }

    private static async Task<IEnumerable<int>> OpenAlertsAsync(MonitorProcess monitor)
    {
        ProgramRun alerts = await monitor.AskAsync("alerts", "--json");
        Assert.Equal("", alerts.Error);
        return [.. JsonDocument.Parse(alerts.Output).RootElement.EnumerateArray().Select(alert => alert.GetProperty("id").GetInt32())];
    }

    private async Task MountAsync(string options)
    {
        Directory.CreateDirectory(Data);
        await RunAsync("mount", "-t", "tmpfs", "-o", options, "check-tcp-test", Data);
        _mounted = Data;
    }

    private async Task KilledAfterAnAlertAsync()
    {
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(_folder, Failing);
        await monitor.UntilLoggedAsync("alert 1 opened");
        await monitor.KillAsync();
    }

    private void Fill()
    {
        byte[] page = new byte[4096];
        using FileStream file = new(Data + "/filling", FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Assert.Throws<IOException>((Action)(() =>
        {
            while (true)
            {
                file.Write(page);
            }
        }));
    }

    private void TakeAllNames()
    {
        string names = Directory.CreateDirectory(Data + "/names").FullName;
        Assert.Throws<IOException>((Action)(() =>
        {
            for (int i = 0; ; i++)
            {
                File.Create(Path.Combine(names, i.ToString(CultureInfo.InvariantCulture))).Dispose();
            }
        }));
    }
}
