using System.Diagnostics;
using System.Runtime.InteropServices;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary>A daemon that runs, on a configuration and a data directory in a folder of the test's.</summary>
internal sealed partial class MonitorProcess : IAsyncDisposable
{
    /// <summary>How long tests wait for what has to come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public const int SIGHUP = 1;
    public const int SIGINT = 2;
    public const int SIGQUIT = 3;
    public const int SIGTERM = 15;
    public const int SIGCONT = 18;
    public const int SIGSTOP = 19;

    private readonly Process _process;
    private readonly List<string> _log = [];
    private readonly Task _reading;
    private TaskCompletionSource _logged = NewSignal();

    private MonitorProcess(Process process, string folder)
    {
        _process = process;
        Folder = folder;
        _reading = ReadLogAsync();
    }

    public string Folder { get; }

    public string DataDirectory => Path.Combine(Folder, "data");

    public int Id => _process.Id;

    /// <summary>What it has logged so far, a line each.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_log)
            {
                return [.. _log];
            }
        }
    }

    /// <summary>Starts a daemon and returns at once.</summary>
    /// <param name="folder">Where its files are.</param>
    /// <param name="checks">The tables of its checks; <c>null</c> to leave the configuration as it lies there.</param>
    public static MonitorProcess Launch(TemporaryFolder folder, string? checks)
    {
        if (checks is not null)
        {
            Configure(folder, checks);
        }

        return LaunchCommand(folder, MonitorProgram.Path, "--config", folder / "check-tcpd.conf");
    }

    /// <summary>Starts a daemon by a command of the test's own.</summary>
    /// <remarks>With signals as they are by default: who runs the tests in the background of a script, or under nohup(1), has some of them ignored, which
    /// programs inherit and respect.</remarks>
    public static MonitorProcess LaunchCommand(TemporaryFolder folder, params string[] command)
    {
        var start = new ProcessStartInfo("env", ["--default-signal", .. command]) { RedirectStandardError = true };
        return new MonitorProcess(Process.Start(start)!, folder.Path);
    }

    /// <summary>Starts a daemon and waits until it watches.</summary>
    public static async Task<MonitorProcess> StartAsync(TemporaryFolder folder, string? checks)
    {
        MonitorProcess monitor = Launch(folder, checks);
        await monitor.UntilLoggedAsync("check-tcpd is watching");
        return monitor;
    }

    /// <summary>Writes a configuration with short intervals and a data directory of its own.</summary>
    public static void Configure(TemporaryFolder folder, string checks) => folder.Write("check-tcpd.conf", $"""
        [monitor]
        data_directory = "{folder / "data"}"
        allow_short_intervals = true

        {checks}
        """);

    /// <summary>A command of the program on this daemon's configuration.</summary>
    public Task<ProgramRun> AskAsync(params string[] arguments) =>
        MonitorProgram.Call([.. arguments, "--config", Path.Combine(Folder, "check-tcpd.conf")]).RunAsync();

    /// <summary>Waits until a line with this text was logged, so many times.</summary>
    public async Task UntilLoggedAsync(string text, int times = 1)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            Task logged;
            lock (_log)
            {
                if (_log.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times)
                {
                    return;
                }

                logged = _logged.Task;
            }

            await Task.WhenAny(logged, _reading, Task.Delay(Timeout.Infinite, patience.Token));
            if (patience.IsCancellationRequested || (_reading.IsCompleted && !logged.IsCompleted))
            {
                throw new TimeoutException($"check-tcpd has not logged \"{text}\" {times} times, but:\n{string.Join('\n', Log)}");
            }
        }
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await _reading;
    }

    public void Reload() => Signal(SIGHUP);

    /// <summary>Ends it as a service manager does.</summary>
    /// <param name="signal">The signal; a service manager's by default.</param>
    /// <returns>How long it took, and its exit code.</returns>
    public async Task<(TimeSpan Elapsed, int ExitCode)> StopAsync(int signal = SIGTERM)
    {
        long start = Stopwatch.GetTimestamp();
        Signal(signal);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return (Stopwatch.GetElapsedTime(start), _process.ExitCode);
    }

    /// <summary>Waits until it ends by itself.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Signal(int signal) => Assert.Equal(0, kill(_process.Id, signal));

    private async Task ReadLogAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_log)
            {
                _log.Add(line);
                _logged.TrySetResult();
                _logged = NewSignal();
            }
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);
}
