using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using CheckTcp.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite;

public sealed class StoreFilesTests : IDisposable
{
    private const UnixFileMode OwnerAlone = (UnixFileMode)0b110_000_000;

    private readonly TemporaryFolder _folder = new();

    private string Store => _folder / "history.db";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nobody_else_can_read_them_and_so_lock_them()
    {
        using SqliteStore store = Open();
        store.Write([Opens(1, "web")]);

        Assert.All((string[])["", "-wal", "-shm"], suffix => Assert.Equal(OwnerAlone, File.GetUnixFileMode(Store + suffix)));
    }

    [Fact]
    public void Those_that_others_could_read_are_closed_to_them()
    {
        Open().Dispose();
        File.SetUnixFileMode(Store, (UnixFileMode)0b110_100_100);

        using SqliteStore store = Open();
        store.Write([Opens(1, "web")]);

        Assert.All((string[])["", "-wal", "-shm"], suffix => Assert.Equal(OwnerAlone, File.GetUnixFileMode(Store + suffix)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    [InlineData("-journal")]
    public void A_link_in_the_place_of_one_is_not_followed(string suffix)
    {
        Open().Dispose();
        File.Delete(Store + suffix);
        string target = _folder.Write("precious", "of another program");
        File.CreateSymbolicLink(Store + suffix, target);

        string expected = $"history {Store}: {Store}{suffix} is a symbolic link, which is not followed; remove it";
        Assert.Equal(expected, Assert.Throws<StoreException>(Open).Message);
        Assert.Equal(expected, Assert.Throws<StoreException>(() => SqliteStore.OpenForReading(Store)).Message);
        Assert.Equal("of another program", File.ReadAllText(target));
    }

    [Fact]
    public void A_link_that_leads_nowhere_makes_no_file()
    {
        File.CreateSymbolicLink(Store, _folder / "elsewhere");

        Assert.Throws<StoreException>(Open);

        Assert.False(File.Exists(_folder / "elsewhere"));
    }

    [Fact]
    public async Task Neither_a_pipe_nor_a_folder_passes_for_one()
    {
        await Tool.RunAsync("mkfifo", Store);
        Assert.Equal($"history {Store}: {Store} is a named pipe, not a regular file; remove it", Assert.Throws<StoreException>(Open).Message);

        File.Delete(Store);
        _folder.CreateFolder("history.db");
        Assert.Equal($"history {Store}: {Store} is a folder, not a regular file; remove it", Assert.Throws<StoreException>(Open).Message);
    }

    [Fact]
    public async Task One_of_another_user_is_named_with_a_fix_that_helps()
    {
        Open().Dispose();
        await Tool.RunAsync("chown", "nobody", Store);

        Assert.Equal(
            $"history {Store}: {Store} belongs to nobody; give it to root (chown root {Store}), or remove it",
            Assert.Throws<StoreException>(Open).Message);

        await Tool.RunAsync("chown", "root", Store);
        Open().Dispose();
    }

    [Fact]
    public void The_file_alone_is_a_copy_of_the_store_once_it_is_tidied()
    {
        using SqliteStore store = Open();
        store.Write([Opens(1, "web"), .. Minutes("mail", Noon, 10)]);
        while (store.Tidy(Noon.AddMinutes(1), new()))
        {
            // Each step is a slice.
        }

        File.Copy(Store, _folder / "copy.db");

        using HistoryReader copy = SqliteStore.OpenForReading(_folder / "copy.db");
        Assert.Equal(1, Assert.Single(copy.Alerts(includeClosed: false)).Id);
        Assert.Equal(10, copy.Results("mail", DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Count);
    }

    [Fact]
    public void A_backup_is_whole_while_the_store_is_written_and_can_be_gone_on_from()
    {
        using SqliteStore store = Open();
        store.Write([Opens(1, "web"), .. Minutes("mail", Noon, 10)]);

        Backup.Write(Store, _folder / "backup.db");
        store.Write([Closes(1, "web")]);

        Assert.Equal(OwnerAlone, File.GetUnixFileMode(_folder / "backup.db"));
        Assert.False(File.Exists(_folder / "backup.db-wal"));
        using SqliteStore restored = SqliteStore.Open(_folder / "backup.db", TimeProvider.System, NullLogger.Instance);
        Assert.Equal(Opens(1, "web").State, restored.LoadState().Checks["web"]);
        Assert.Equal(2, restored.LoadState().NextAlertId);
    }

    [Fact]
    public void A_backup_replaces_no_file_and_leaves_none_behind_that_is_not_whole()
    {
        Open().Dispose();
        string existing = _folder.Write("existing", "of another program");

        Assert.Equal(
            $"backup {existing}: the file exists; remove it, or name another one",
            Assert.Throws<StoreException>(() => Backup.Write(Store, existing)).Message);
        Assert.StartsWith(
            $"backup {_folder / "no/backup.db"} cannot be written: ",
            Assert.Throws<StoreException>(() => Backup.Write(Store, _folder / "no/backup.db")).Message,
            StringComparison.Ordinal);
        Assert.Equal("of another program", File.ReadAllText(existing));
    }

    [Fact]
    public async Task A_backup_on_a_full_disk_leaves_nothing_behind()
    {
        using SqliteStore store = Open();
        store.Write([Opens(1, "web"), .. Minutes("mail", Noon, 500)]);
        await using SmallDisk disk = await SmallDisk.MountAsync(_folder.CreateFolder("disk"));
        disk.Fill();

        StoreException error = Assert.Throws<StoreException>(() => Backup.Write(Store, disk.Path + "/backup.db"));

        Assert.Contains("cannot be copied", error.Message, StringComparison.Ordinal);
        Assert.Equal(["filling"], Directory.EnumerateFiles(disk.Path).Select(Path.GetFileName));
    }

    private SqliteStore Open() => SqliteStore.Open(Store, TimeProvider.System, NullLogger.Instance);
}
