using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary>Paths on the command line of <c>check-tcpd</c> whose names are not UTF-8.</summary>
[Collection<Alone>]
public sealed class PathBytesTests : IAsyncDisposable
{
    private const string Named = """f="$0/$(printf 'a\377.conf')"; """;

    private readonly TemporaryFolder _folder = new();

    public async ValueTask DisposeAsync()
    {
        await ShellAsync("""rm -f "$f" """); // .NET cannot name it
        _folder.Dispose();
    }

    [Fact]
    public async Task A_configuration_is_read_and_read_again()
    {
        Configure("first");
        await ShellAsync("""mv "$0/check-tcpd.conf" "$f" """);
        await using MonitorProcess monitor = MonitorProcess.LaunchCommand(
            _folder, "/bin/sh", "-c", Named + """exec "$1" --config "$f" --log-json""", _folder.Path, MonitorProgram.Path);
        await monitor.UntilLoggedAsync("check-tcpd is watching");

        Configure("second");
        await ShellAsync("""mv "$0/check-tcpd.conf" "$f" """);
        monitor.Signal(MonitorProcess.SIGHUP);

        await monitor.UntilLoggedAsync("second -first");
    }

    [Fact]
    public async Task A_configuration_is_tested_and_asked_about()
    {
        Configure("first");
        await ShellAsync("""mv "$0/check-tcpd.conf" "$f" """);

        ProgramRun tested = await ShellAsync("""exec "$1" configtest --config "$f" """);
        ProgramRun asked = await ShellAsync("""exec "$1" status --config "$f" """);

        Assert.Equal(0, tested.ExitCode);
        Assert.StartsWith($"SUCCESS ({_folder.Path}/a\\xFF.conf)", tested.Error, StringComparison.Ordinal);
        Assert.Contains($"{_folder / "data"}", asked.Output + asked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_is_refused_and_made_nowhere_else()
    {
        ProgramRun run = await ShellAsync("""exec "$1" --data-directory "$f" """);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith(
            $"--data-directory {_folder.Path}/a\\xFF.conf: not UTF-8; name another, or a symbolic link to it", run.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private void Configure(string check) => MonitorProcess.Configure(_folder, $"""
        [plugin.checks.{check}]
        command = "true"
        """);

    private Task<ProgramRun> ShellAsync(string script) =>
        new ProgramCall("/bin/sh", "-c", Named + script, _folder.Path, MonitorProgram.Path).RunAsync();
}
