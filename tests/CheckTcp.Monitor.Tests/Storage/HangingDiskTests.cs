using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using CheckTcp.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage;

public sealed class HangingDiskTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private HangingDisk _disk = null!;
    private WriterSession _session = null!;

    private string Store => _disk.Path + "/history.db";

    public async ValueTask InitializeAsync()
    {
        _disk = await HangingDisk.MountAsync(_folder.CreateFolder("disk"));
        _session = new WriterSession(Store, _time);
        _session.Writer.LoadState();
        await _session.Writer.StartAsync(TestContext.Current.CancellationToken);
        _session.Writer.Add(Result("web", Noon.AddMinutes(-1)));
        await _session.Writer.FlushAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _disk.ThawAsync();
        await _session.Writer.StopAsync(CancellationToken.None);
        _session.Dispose();
        SqliteConnection.ClearAllPools();
        await _disk.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task An_alert_is_told_all_the_same_and_written_when_the_disk_answers()
    {
        await _disk.FreezeAsync();
        _session.Writer.Add(Opens(1, "web"));
        await UntilHangingAsync();

        await _session.ToldOf(2);
        StoreCondition condition = _session.Writer.Condition;
        Assert.Equal("the disk does not answer", condition.Reason);
        Assert.Equal((1, 1), (condition.HeldResults, condition.HeldChanges));
        _session.Writer.Add(Closes(1, "web"));
        _time.Advance(TimeSpan.FromSeconds(1));
        await _session.ToldOf(3);
        Task flushed = _session.Writer.FlushAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(1));
        await flushed; // without the disk

        await _disk.ThawAsync();
        await UntilAnsweredAsync();
        await _session.Writer.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Equal(StoreCondition.Fine, _session.Writer.Condition);
        Assert.Equal([null, 1L, 1L], _session.Told.Select(entry => entry.Event?.AlertId)); // each once
        using HistoryReader reader = SqliteStore.OpenForReading(Store);
        Assert.NotNull(reader.FindAlert(1)!.ClosedAt);
        Assert.Equal(3, reader.Results("web", DateTimeOffset.MinValue, DateTimeOffset.MaxValue).Count);
        Assert.StartsWith($"Error: history {Store}: the disk has not answered for 7 s; checks and alerts go on", _session.Log.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"Warning: history {Store}: the disk answers again; 2 results and 2 changes", _session.Log.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_it_and_tells_what_is_lost()
    {
        await _disk.FreezeAsync();
        _session.Writer.Add(Opens(1, "web"));
        await UntilHangingAsync();
        using CancellationTokenSource limit = new();
        Task stopped = _session.Writer.StopAsync(limit.Token);

        await limit.CancelAsync();
        await stopped;

        Assert.EndsWith("stopped while it could not be written; 1 results and 1 changes of alerts are lost", _session.Log.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_of_the_process_is_no_silence_of_the_disk()
    {
        await _disk.FreezeAsync();
        _session.Writer.Add(Opens(1, "web"));
        for (int busy = 0; busy < 5; busy = _session.Writer.IsBusy ? busy + 1 : 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        _time.AdjustTime(_time.GetUtcNow().AddSeconds(12)); // no timer rings meanwhile
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.False(_session.Writer.Condition.IsHanging);
    }

    private async Task UntilHangingAsync()
    {
        // The writer begins to write at once, but on a thread of its own: its patience counts from then on.
        while (!_session.Writer.Condition.IsHanging)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            if (!_session.Writer.IsBusy)
            {
                continue;
            }

            _time.Advance(TimeSpan.FromSeconds(7));
        }
    }

    private async Task UntilAnsweredAsync()
    {
        while (_session.Writer.Condition.IsHanging)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
