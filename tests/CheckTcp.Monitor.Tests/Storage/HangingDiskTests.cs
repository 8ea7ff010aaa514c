using CheckTcp.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage;

/// <summary>A writer over a disk that can be made to hang.</summary>
public abstract class HangingDiskTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private HangingDisk _disk = null!;
    private WriterSession _session = null!;

    private protected HangingDisk Disk => _disk;

    private protected WriterSession Session => _session;

    private protected FakeTimeProvider Time => _time;

    private protected string Store => _disk.Path + "/history.db";

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
        GC.SuppressFinalize(this);
    }

    private protected async Task UntilHangingAsync()
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

    private protected async Task UntilAnsweredAsync()
    {
        while (_session.Writer.Condition.IsHanging)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
