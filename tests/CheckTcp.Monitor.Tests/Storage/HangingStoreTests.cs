using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage;

public sealed class HangingStoreTests : HangingDiskTests
{
    [Fact]
    public async Task An_alert_is_told_all_the_same_and_written_when_the_disk_answers()
    {
        await Disk.FreezeAsync();
        Session.Writer.Add(Opens(1, "web"));
        await UntilHangingAsync();

        await Session.ToldOf(2);
        StoreCondition condition = Session.Writer.Condition;
        Assert.Equal("the disk does not answer", condition.Reason);
        Assert.Equal((1, 1), (condition.HeldResults, condition.HeldChanges));
        Session.Writer.Add(Closes(1, "web"));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Session.ToldOf(3);
        Task flushed = Session.Writer.FlushAsync(TestContext.Current.CancellationToken);
        Time.Advance(TimeSpan.FromSeconds(1));
        await flushed; // without the disk

        await Disk.ThawAsync();
        await UntilAnsweredAsync();
        await Session.Writer.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(StoreCondition.Fine, Session.Writer.Condition);
        Assert.Equal([null, 1L, 1L], Session.Told.Select(entry => entry.Event?.AlertId)); // each once
        using HistoryReader reader = SqliteStore.OpenForReading(Store);
        Assert.NotNull(reader.FindAlert(1)!.ClosedAt);
        Assert.Equal(3, reader.Results("web", DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Count);
        Assert.StartsWith($"Error: history {Store}: the disk has not answered for 7 s; checks and alerts go on", Session.Log.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"Warning: history {Store}: the disk answers again; 2 results and 2 changes", Session.Log.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_it_and_tells_what_is_lost()
    {
        await Disk.FreezeAsync();
        Session.Writer.Add(Opens(1, "web"));
        await UntilHangingAsync();
        using CancellationTokenSource limit = new();
        Task stopped = Session.Writer.StopAsync(limit.Token);

        await limit.CancelAsync();
        await stopped;

        Assert.EndsWith("stopped while it could not be written; 1 results and 1 changes of alerts are lost", Session.Log.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_of_the_process_is_no_silence_of_the_disk()
    {
        await Disk.FreezeAsync();
        Session.Writer.Add(Opens(1, "web"));
        for (int busy = 0; busy < 5; busy = Session.Writer.IsBusy ? busy + 1 : 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Time.AdjustTime(Time.GetUtcNow().AddSeconds(12)); // no timer rings meanwhile
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(Session.Writer.Condition.IsHanging);
    }
}
