using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage;

public sealed class UnwritableStoreTests : SmallDiskTests
{
    private static readonly DateTimeOffset End = DateTimeOffset.MaxValue;

    [Fact]
    public void On_a_full_disk_everything_waits_in_memory_and_is_written_when_there_is_room()
    {
        using WriterSession session = new(Path, Time);
        session.Writer.Add(Result("web", Noon.AddMinutes(-1)));
        session.Writer.Step();
        Disk.Fill();

        session.Writer.Add(Opens(1, "web"));
        AddUntilHeld(session);
        session.Writer.Add(Closes(1, "web"));
        session.Writer.Add(Opens(2, "web") with { Report = null });
        session.Writer.Step();

        StoreCondition condition = session.Writer.Condition;
        Assert.Equal(Noon, condition.Since);
        Assert.Contains("full", condition.Reason, StringComparison.Ordinal);
        Assert.True(condition.HeldResults > 0);
        Assert.StartsWith(
            $"Error: history {Path} cannot be written: the disk is full; checks and alerts go on in memory. To mend it: make room on the disk of",
            Assert.Single(session.Log.Lines),
            StringComparison.Ordinal);

        Disk.MakeRoom();
        Time.Advance(TimeSpan.FromSeconds(1));
        session.Writer.Step();

        Assert.Equal(StoreCondition.Fine, session.Writer.Condition);
        Assert.Equal(2, session.Log.Lines.Count);
        Assert.Equal(session.Told.Count(entry => entry.Report is not null), AllResults(session));
        using HistoryReader reader = SqliteStore.OpenForReading(Path);
        Assert.Equal([AlertEventKind.Opened, AlertEventKind.Closed], reader.Events(1).Select(change => change.Kind));
        Assert.Equal([2], reader.Alerts(includeClosed: false).Select(alert => alert.Id));
    }

    [Fact]
    public void Each_entry_is_told_of_once_and_in_order_whether_it_is_written_or_held()
    {
        using WriterSession session = new(Path, Time);
        session.Writer.Add(Result("web", Noon.AddMinutes(-1)));
        session.Writer.Step();
        Disk.Fill();
        AddUntilHeld(session);
        Disk.MakeRoom();
        Time.Advance(TimeSpan.FromSeconds(1));
        session.Writer.Step();
        session.Writer.Add(Result("web", Noon.AddDays(1)));
        session.Writer.Step();

        List<DateTimeOffset> told = [.. session.Told.Select(entry => entry.Report!.StartedAt)];
        Assert.Equal(told.Distinct().Order(), told);
    }

    [Fact]
    public void Retries_take_longer_eachTime_and_are_not_told_of()
    {
        using WriterSession session = new(Path, Time);
        session.Writer.LoadState();
        Disk.Fill();
        AddUntilHeld(session);

        for (int i = 0; i < 100; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            session.Writer.Step();
        }

        Assert.Single(session.Log.Lines);
        Disk.MakeRoom();
        session.Writer.Step();
        Assert.NotEqual(StoreCondition.Fine, session.Writer.Condition); // its turn has not come
        Time.Advance(TimeSpan.FromSeconds(30));
        session.Writer.Step();
        Assert.Equal(StoreCondition.Fine, session.Writer.Condition);
    }

    [Fact]
    public async Task Flushing_tries_again_at_once()
    {
        using WriterSession session = new(Path, Time);
        session.Writer.LoadState();
        Disk.Fill();
        AddUntilHeld(session);
        Disk.MakeRoom();

        Task flushed = session.Writer.FlushAsync(TestContext.Current.CancellationToken);
        session.Writer.Step();

        await flushed;
        Assert.Equal(StoreCondition.Fine, session.Writer.Condition);
    }

    [Fact]
    public void On_a_full_disk_without_a_store_the_monitor_begins_with_nothing()
    {
        Disk.Fill();
        using WriterSession session = new(Path, Time);

        StoredState state = session.Writer.LoadState();
        session.Writer.Add(Opens(state.NextAlertId, "web"));
        session.Writer.Step();

        Assert.Equal(1, state.NextAlertId);
        Assert.Single(session.Told);
        Disk.MakeRoom();
        Time.Advance(TimeSpan.FromMinutes(1));
        session.Writer.Step();
        Assert.Equal(StoreCondition.Fine, session.Writer.Condition);
        Assert.Equal(1, AllResults(session));
        Assert.DoesNotContain(Directory.EnumerateFiles(Disk.Path), file => file.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public void On_a_full_disk_after_a_clean_stop_the_state_is_read_and_what_follows_is_held()
    {
        using (WriterSession before = new(Path, Time))
        {
            before.Writer.Add(Opens(3, "web"));
            before.Writer.Step();
        }

        Assert.False(File.Exists(Path + "-shm")); // for which there is no room then
        Disk.Fill();
        using WriterSession session = new(Path, Time);

        StoredState state = session.Writer.LoadState();

        Assert.Equal((4, 3), (state.NextAlertId, state.Checks["web"].Open?.Id));
        session.Writer.Add(Closes(3, "web"));
        session.Writer.Step();
        Disk.MakeRoom();
        Time.Advance(TimeSpan.FromSeconds(30));
        session.Writer.Step();
        using HistoryReader reader = SqliteStore.OpenForReading(Path);
        Assert.Empty(reader.Alerts(includeClosed: false));
    }

    [Fact]
    public async Task On_a_disk_that_may_only_be_read_the_state_is_read_and_what_follows_is_held()
    {
        using (WriterSession before = new(Path, Time))
        {
            before.Writer.Add(Opens(3, "web"));
            before.Writer.Step();
        }

        await Disk.MakeReadOnlyAsync();
        using WriterSession session = new(Path, Time);
        StoredState state = session.Writer.LoadState();

        Assert.Equal(4, state.NextAlertId);
        Assert.Equal(3, state.Checks["web"].Open?.Id);
        Assert.NotNull(session.Writer.Condition.Since);
        session.Writer.Add(Closes(3, "web"));
        session.Writer.Step();
        Assert.Single(session.Told);

        await Disk.MakeWritableAsync();
        Time.Advance(TimeSpan.FromSeconds(30));
        session.Writer.Step();

        using HistoryReader reader = SqliteStore.OpenForReading(Path);
        Assert.Empty(reader.Alerts(includeClosed: false));
        Assert.Equal(2, reader.Results("web", DateTimeOffset.MinValue, End).Count);
    }

    [Fact]
    public async Task A_store_can_be_read_on_a_disk_that_may_only_be_read()
    {
        using (SqliteStore store = SqliteStore.Open(Path, Time, new LogRecording()))
        {
            store.Write([Opens(1, "web"), .. Minutes("mail", Noon, 10)]);
        }

        await Disk.MakeReadOnlyAsync();

        using HistoryReader reader = SqliteStore.OpenForReading(Path);
        Assert.Equal(10, reader.Results("mail", DateTimeOffset.MinValue, End).Count);
        Assert.Single(reader.Alerts(includeClosed: false));
    }

    [Fact]
    public async Task What_a_stop_has_to_leave_behind_is_told()
    {
        using WriterSession session = new(Path, Time);
        session.Writer.LoadState();
        Disk.Fill();
        AddUntilHeld(session);
        int held = session.Writer.Condition.HeldResults;

        await session.Writer.StartAsync(TestContext.Current.CancellationToken);
        await session.Writer.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            $"Error: history {Path}: stopped while it could not be written; {held} results and 0 changes of alerts are lost",
            session.Log.Lines[^1]);
    }

    /// <summary>A log that is already there has some room yet.</summary>
    private static void AddUntilHeld(WriterSession session)
    {
        for (int second = 2; session.Writer.Condition.Since is null; second++)
        {
            string message = $"{second} {new string('x', 900)}";
            session.Writer.Add(Result("web", Noon.AddSeconds(3600 + second), Status.Critical, message: message, keepsMessage: true));
            session.Writer.Step();
            Assert.InRange(second, 0, 10_000);
        }
    }

    private int AllResults(WriterSession session)
    {
        Assert.Equal(StoreCondition.Fine, session.Writer.Condition);
        using HistoryReader reader = SqliteStore.OpenForReading(Path);
        return reader.Results("web", DateTimeOffset.MinValue, End).Count;
    }
}
