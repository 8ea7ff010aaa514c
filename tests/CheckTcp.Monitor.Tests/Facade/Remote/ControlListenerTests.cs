using System.Net.Sockets;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Facade.Remote;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Tests.Execution;
using CheckTcp.Monitor.Tests.Storage;
using CheckTcp.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Facade.Remote;

public sealed class ControlListenerTests : IAsyncLifetime
{
    private const string Name = "check-tcpd.sock";

    private readonly TemporaryFolder _folder = new();
    private readonly LogLines _log = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_answers_and_goes_with_us()
    {
        using DataDirectory directory = DataDirectory.Open(_folder / "data");
        await using (ControlListener socket = Socket(directory))
        {
            await socket.StartAsync(TestContext.Current.CancellationToken);
            Assert.True(await AnswersAsync(directory));
            await socket.StopAsync(TestContext.Current.CancellationToken);
        }

        Assert.False(File.Exists(directory.Path + "/" + Name));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_path_that_is_too_long_for_a_socket_does_not_matter()
    {
        using DataDirectory directory = DataDirectory.Open(_folder / new string('d', 150));
        await using ControlListener socket = Socket(directory);

        await socket.StartAsync(TestContext.Current.CancellationToken);

        Assert.True(await AnswersAsync(directory));
        await socket.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_that_is_removed_is_made_again()
    {
        using DataDirectory directory = DataDirectory.Open(_folder / "data");
        await using ControlListener socket = Socket(directory);
        await socket.StartAsync(TestContext.Current.CancellationToken);
        File.Delete(directory.Path + "/" + Name);
        Assert.False(await AnswersAsync(directory));

        await socket.StepAsync(TestContext.Current.CancellationToken);

        Assert.True(await AnswersAsync(directory));
        Assert.Equal($"Warning: control socket {directory.Path}/{Name} was missing; it is created again", Assert.Single(_log.Lines));
        await socket.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task In_a_folder_that_took_the_place_of_ours_it_is_made_again()
    {
        using DataDirectory directory = DataDirectory.Open(_folder / "data");
        await using ControlListener socket = Socket(directory);
        await socket.StartAsync(TestContext.Current.CancellationToken);
        Directory.Move(directory.Path, _folder / "moved");

        await socket.StepAsync(TestContext.Current.CancellationToken); // before the writer has taken the new folder
        directory.TakeAgain();
        await socket.StepAsync(TestContext.Current.CancellationToken);

        Assert.True(await AnswersAsync(directory));
        await socket.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_that_a_killed_daemon_left_behind_is_replaced()
    {
        using DataDirectory directory = DataDirectory.Open(_folder / "data");
        using (var stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            stale.Bind(new UnixDomainSocketEndPoint(_folder / "stale"));
            File.Move(_folder / "stale", directory.Path + "/" + Name);
        }

        await using ControlListener socket = Socket(directory);
        await socket.StartAsync(TestContext.Current.CancellationToken);

        Assert.True(await AnswersAsync(directory));
        await socket.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("file", "is a regular file, not a socket; remove it")]
    [InlineData("folder", "is a folder, not a regular file; remove it")]
    [InlineData("link", "is a symbolic link, which is not followed; remove it")]
    public async Task Something_else_in_its_place_is_left_alone_and_told_and_the_daemon_runs_without_it(string kind, string problem)
    {
        using DataDirectory directory = DataDirectory.Open(_folder / "data");
        string path = directory.Path + "/" + Name;
        Put(kind, path);
        await using ControlListener socket = Socket(directory);

        await socket.StartAsync(TestContext.Current.CancellationToken);
        await socket.StepAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith($"Error: control socket {path} cannot be created: {path} {problem}", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.True(Path.Exists(path));
        Remove(path);
        await socket.StepAsync(TestContext.Current.CancellationToken);
        Assert.True(await AnswersAsync(directory));
        await socket.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task On_a_disk_that_may_only_be_read_the_daemon_runs_without_it_until_it_may_be_written()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(_folder.CreateFolder("disk"));
        await disk.MakeReadOnlyAsync();
        using DataDirectory directory = DataDirectory.Open(disk.Path);
        await using ControlListener socket = Socket(directory);

        await socket.StartAsync(TestContext.Current.CancellationToken);

        Assert.Contains("cannot be created: Read-only file system; check-tcpd runs without it", Assert.Single(_log.Lines), StringComparison.Ordinal);
        await disk.MakeWritableAsync();
        await socket.StepAsync(TestContext.Current.CancellationToken);
        Assert.True(await AnswersAsync(directory));
        await socket.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task On_a_disk_without_inodes_the_daemon_runs_without_it_until_there_are_some()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(_folder.CreateFolder("disk"));
        disk.TakeAllNames();
        using DataDirectory directory = DataDirectory.Open(disk.Path);
        await using ControlListener socket = Socket(directory);

        await socket.StartAsync(TestContext.Current.CancellationToken);

        Assert.Contains("cannot be created: No space left on device; check-tcpd runs without it", Assert.Single(_log.Lines), StringComparison.Ordinal);
        disk.GiveNamesBack();
        await socket.StepAsync(TestContext.Current.CancellationToken);
        Assert.True(await AnswersAsync(directory));
        await socket.StopAsync(TestContext.Current.CancellationToken);
    }

    private static void Put(string kind, string path)
    {
        switch (kind)
        {
            case "file":
                File.WriteAllText(path, "of another program");
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            default:
                File.CreateSymbolicLink(path, "/dev/null");
                break;
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path);
        }
        else
        {
            File.Delete(path);
        }
    }

    private static async Task<bool> AnswersAsync(DataDirectory directory)
    {
        using RunningDaemon? daemon = await RunningDaemon.FindAsync(directory.Path + "/" + Name, TestContext.Current.CancellationToken);
        return daemon is not null;
    }

    private ControlListener Socket(DataDirectory directory) =>
        new(directory, Name, routes => routes.MapGet("/health", () => "ok\n"), new FakeTimeProvider(), new Logs(_log));

    private sealed class Logs(ILogger log) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) =>
            categoryName.StartsWith("CheckTcp", StringComparison.Ordinal) ? log : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public void Dispose()
        {
        }
    }
}
