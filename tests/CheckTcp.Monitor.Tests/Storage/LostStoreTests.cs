using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using CheckTcp.TestSupport;
using Microsoft.Extensions.Time.Testing;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage;

/// <summary>Somebody deletes, moves or replaces files of a store that is open.</summary>
public sealed class LostStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly LogRecording _log = new();
    private readonly DataDirectory _directory;
    private readonly HistoryWriter _writer;
    private StoredState _known = StoredState.Empty;

    public LostStoreTests()
    {
        _directory = DataDirectory.Open(Data);
        _writer = Writer(_directory);
        _writer.LoadState();
    }

    private string Data => _folder / "data";

    private string Store => _folder / "data/history.db";

    public void Dispose()
    {
        _writer.Dispose();
        _directory.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("history.db")]
    [InlineData("history.db-wal")]
    [InlineData("history.db-shm")]
    public void A_file_of_the_store_that_is_deleted_is_noticed_and_what_is_known_is_written_anew(string deleted)
    {
        OpenAlert();
        File.Delete(Path.Combine(Data, deleted));

        LookAround();

        AssertBegunAnew();
        using HistoryReader reader = SqliteStore.OpenForReading(Store);
        Assert.Equal([7], reader.Alerts(includeClosed: false).Select(alert => alert.Id));
        Assert.Equal(AlertEventKind.Opened, reader.Events(7)[0].Kind);
        Assert.Equal(_known.Checks["web"], reader.LoadState().Checks["web"]);
    }

    [Fact]
    public void All_files_may_be_deleted_at_once()
    {
        OpenAlert();
        foreach (string file in Directory.EnumerateFiles(Data))
        {
            File.Delete(file);
        }

        LookAround();

        AssertBegunAnew();
        Assert.True(_directory.IsInPlace);
    }

    [Fact]
    public void A_folder_that_is_deleted_is_made_again_and_held()
    {
        OpenAlert();
        Directory.Delete(Data, recursive: true);

        LookAround();

        AssertBegunAnew();
        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(Data));
        Assert.Throws<StoreException>(() => DataDirectory.Open(Data));
    }

    [Fact]
    public void A_folder_that_is_moved_keeps_what_was_written_until_then()
    {
        OpenAlert();
        Directory.Move(Data, _folder / "moved");

        LookAround();

        AssertBegunAnew();
        using HistoryReader moved = SqliteStore.OpenForReading(_folder / "moved/history.db");
        Assert.Single(moved.Results("web", DateTimeOffset.MinValue, DateTimeOffset.MaxValue));
    }

    [Fact]
    public void A_store_that_takes_its_place_is_brought_to_what_is_known()
    {
        Write(Opens(6, "web"), Opens(5, "mail"));
        Backup.Write(Store, _folder / "older.db");
        Write(Closes(6, "web"));
        OpenAlert();
        File.Delete(Store + "-wal");
        File.Delete(Store + "-shm");
        File.Move(_folder / "older.db", Store, overwrite: true);

        LookAround();

        AssertBegunAnew();
        using HistoryReader reader = SqliteStore.OpenForReading(Store);
        Assert.Equal([7], reader.Alerts(includeClosed: false).Select(alert => alert.Id));
        Assert.Equal("closed while check-tcpd wrote to another store", reader.FindAlert(6)!.Reason);
    }

    [Fact]
    public void An_id_that_was_given_is_not_given_again_even_after_a_kill()
    {
        OpenAlert();
        Write(Closes(7, "web"));
        _known = new StoredState(new Dictionary<string, AlertState> { ["web"] = Closes(7, "web").State! }, 8, StoredReports.None);
        File.Delete(Store);
        LookAround();

        Assert.Equal(8, AfterAKill(keepLock: false).NextAlertId);
    }

    [Fact]
    public void Reports_that_waited_in_it_wait_in_the_new_one()
    {
        OutgoingReport report = new(3, null, "web", Status.Critical, "refused", Noon.ToUnixTimeSeconds());
        Write(Result("web", Noon) with { Outgoing = report });
        File.Delete(Store);

        LookAround();

        using HistoryReader reader = SqliteStore.OpenForReading(Store);
        Assert.Equal([(null, 1L)], reader.LoadState().Reports.Waiting);
    }

    [Fact]
    public async Task As_long_as_it_cannot_be_begun_anew_everything_waits_in_memory()
    {
        OpenAlert();
        Directory.Delete(Data, recursive: true);
        await Tool.RunAsync("chattr", "+i", _folder.Path); // which stops even root
        try
        {
            LookAround();
            Write(Closes(7, "web"));

            Assert.NotNull(_writer.Condition.Since);
            Assert.Contains("may not write in", _writer.Condition.Reason, StringComparison.Ordinal);
        }
        finally
        {
            await Tool.RunAsync("chattr", "-i", _folder.Path);
        }

        _time.Advance(TimeSpan.FromSeconds(30));
        _writer.Step();

        AssertBegunAnew();
        using HistoryReader reader = SqliteStore.OpenForReading(Store);
        Assert.NotNull(reader.FindAlert(7)!.ClosedAt);
    }

    [Fact]
    public void Deleted_files_are_noticed_also_while_the_disk_is_watched_for_the_first_time()
    {
        LookAround();
        File.Delete(Store);

        _time.Advance(TimeSpan.FromSeconds(59));
        _writer.Tidy();

        Assert.NotNull(_writer.Condition.BegunAnewAt);
    }

    [Fact]
    public void A_lock_that_is_deleted_is_made_again_and_told_of()
    {
        File.Delete(_folder / "data/check-tcpd.lock");

        LookAround();

        Assert.True(_directory.IsInPlace);
        Assert.Equal(
            $"Error: data directory {Data}: check-tcpd.lock was deleted, moved or replaced while check-tcpd was running; it is created again",
            Assert.Single(_log.Lines));
        Assert.Equal(StoreCondition.Fine, _writer.Condition);
    }

    [Fact]
    public void A_start_on_a_store_that_was_deleted_meanwhile_is_told_and_gives_no_id_again()
    {
        OpenAlert();
        TidyAll();
        _writer.Dispose();
        File.Delete(Store);

        Assert.Equal(8, AfterAKill(keepLock: true).NextAlertId);
        Assert.Contains("is new, but check-tcpd had written to it until 2026-03-10 12:00:00Z", _log.Lines[^1], StringComparison.Ordinal);
        Assert.EndsWith("new alerts begin with id 8", _log.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_on_an_older_copy_is_told_and_gives_no_id_again()
    {
        Write(Opens(5, "mail"));
        TidyAll();
        Backup.Write(Store, _folder / "older.db");
        _time.Advance(TimeSpan.FromMinutes(20));
        OpenAlert();
        TidyAll();
        _writer.Dispose();
        File.Move(_folder / "older.db", Store, overwrite: true);

        Assert.Equal(8, AfterAKill(keepLock: true).NextAlertId);
        Assert.Contains(
            "ends about 2026-03-10 12:00:00Z, but check-tcpd had written to it until 2026-03-10 12:20:00Z: this is an older copy",
            _log.Lines[^1],
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_on_the_same_store_is_not_told()
    {
        OpenAlert();
        TidyAll();
        _writer.Dispose();

        Assert.Equal(8, AfterAKill(keepLock: true).NextAlertId);
        Assert.Empty(_log.Lines);
    }

    private HistoryWriter Writer(DataDirectory directory) => new(directory.HistoryPath, _ => { }, _time, _log, directory, () => _known);

    private void OpenAlert()
    {
        Write(Opens(7, "web"));
        _known = new StoredState(new Dictionary<string, AlertState> { ["web"] = Opens(7, "web").State! }, 8, StoredReports.None);
    }

    private void Write(params HistoryEntry[] entries)
    {
        Array.ForEach(entries, _writer.Add);
        _writer.Step();
    }

    private void LookAround()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        _writer.Tidy();
    }

    private void TidyAll()
    {
        while (_writer.Tidy())
        {
            // Each step is a slice.
        }
    }

    private void AssertBegunAnew()
    {
        Assert.Null(_writer.Condition.Since);
        Assert.NotNull(_writer.Condition.BegunAnewAt);
        Assert.StartsWith(
            $"Error: history {Store} was deleted, moved or replaced while check-tcpd was running: it is begun anew", _log.Lines[0],
            StringComparison.Ordinal);
    }

    /// <summary>What a start finds in the files as they are now.</summary>
    private StoredState AfterAKill(bool keepLock)
    {
        string left = _folder.CreateFolder("left");
        _directory.Dispose();
        foreach (string file in Directory.EnumerateFiles(Data).Where(file => keepLock || !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(left, Path.GetFileName(file)));
        }

        using DataDirectory directory = DataDirectory.Open(left);
        using HistoryWriter next = Writer(directory);
        return next.LoadState();
    }
}
