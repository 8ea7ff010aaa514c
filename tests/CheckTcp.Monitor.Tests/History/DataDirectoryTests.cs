using System.Diagnostics;
using CheckTcp.Monitor.History;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.History;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_is_missing_is_made_and_closed_to_others()
    {
        using DataDirectory directory = DataDirectory.Open(_folder / "data");

        Assert.Equal(_folder / "data", directory.Path);
        Assert.Equal(_folder / "data/history.db", directory.HistoryPath);
        Assert.Equal((UnixFileMode)0b111_101_000, File.GetUnixFileMode(directory.Path));
    }

    [Fact]
    public void One_daemon_holds_it_and_a_second_is_told_which()
    {
        using DataDirectory first = DataDirectory.Open(_folder.Path);

        StoreException error = Assert.Throws<StoreException>(() => DataDirectory.Open(_folder.Path));

        Assert.StartsWith(
            $"data directory {_folder.Path}: another check-tcpd uses it (process {Environment.ProcessId}); "
            + "stop that one, or name another data_directory",
            error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_free_again_when_it_was_given_up()
    {
        DataDirectory.Open(_folder.Path).Dispose();

        using DataDirectory second = DataDirectory.Open(_folder.Path);

        Assert.Equal(_folder.Path, second.Path);
    }

    [Fact]
    public async Task It_is_free_again_when_its_holder_was_killed()
    {
        string lockPath = _folder / "check-tcpd.lock";
        using Process holder = Process.Start(new ProcessStartInfo("flock", ["--no-fork", lockPath, "sh", "-c", "echo held; exec sleep 600"])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.Throws<StoreException>(() => DataDirectory.Open(_folder.Path));

        holder.Kill();
        await holder.WaitForExitAsync(TestContext.Current.CancellationToken);

        using DataDirectory ours = DataDirectory.Open(_folder.Path);
        StoreException error = Assert.Throws<StoreException>(() => DataDirectory.Open(_folder.Path));
        Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_its_place_is_refused()
    {
        string path = _folder.Write("data", "");

        StoreException error = Assert.Throws<StoreException>(() => DataDirectory.Open(path));

        Assert.Equal($"data directory {path}: it is a file; remove it, or name a folder as data_directory", error.Message);
    }

    [Fact]
    public void A_folder_whose_parent_is_missing_is_refused()
    {
        StoreException error = Assert.Throws<StoreException>(() => DataDirectory.Open(_folder / "no/data"));

        Assert.Equal(
            $"data directory {_folder / "no/data"}: {_folder / "no"} does not exist; make it, or name another data_directory", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/new")]
    public async Task A_folder_that_is_not_ours_is_refused(string below)
    {
        string path = _folder.CreateFolder("theirs");
        await Tool.RunAsync("chattr", "+i", path); // which stops even root
        try
        {
            StoreException error = Assert.Throws<StoreException>(() => DataDirectory.Open(path + below));

            Assert.StartsWith($"data directory {path}: {Environment.UserName} may not write there (", error.Message, StringComparison.Ordinal);
            Assert.EndsWith(
                $"give it to that user (chown {Environment.UserName} {path}), or name another data_directory",
                error.Message,
                StringComparison.Ordinal);
        }
        finally
        {
            await Tool.RunAsync("chattr", "-i", path);
        }
    }

    [Fact]
    public async Task A_disk_that_may_only_be_read_is_no_error()
    {
        await using SmallDisk disk = await SmallDisk.MountAsync(_folder.CreateFolder("disk"));
        await disk.MakeReadOnlyAsync();

        using DataDirectory directory = DataDirectory.Open(disk.Path);

        Assert.Equal(disk.Path, directory.Path);
    }
}
