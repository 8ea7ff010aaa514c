using CheckTcp.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Storage;

/// <summary>Tests of a history on a disk that can be filled.</summary>
public abstract class SmallDiskTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private protected FakeTimeProvider Time { get; } = new(Entries.Noon);

    private protected SmallDisk Disk { get; private set; } = null!;

    private protected string Path => System.IO.Path.Combine(Disk.Path, "history.db");

    public async ValueTask InitializeAsync() => Disk = await SmallDisk.MountAsync(_folder.CreateFolder("disk"));

    public async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        await Disk.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
