using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using CheckTcp.TestSupport;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Tests.Storage;

/// <summary>A store in a folder of its own.</summary>
internal sealed class StoreSession : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private SqliteStore? _store;
    private HistoryReader? _reader;

    public string Path => _folder / "history.db";

    public string Folder => _folder.Path;

    public LogRecording Log { get; } = new();

    /// <summary>Bounds slices; the machine's own unless a test wants small ones.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    public SqliteStore Store => _store ??= SqliteStore.Open(Path, Time, Log);

    public HistoryReader Reader
    {
        get
        {
            _ = Store;
            return _reader ??= SqliteStore.OpenForReading(Path);
        }
    }

    public IReadOnlyList<PastResult> Results(string check) => Reader.Results(check, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    public IReadOnlyList<Rollup> Rollups(string check, Resolution resolution) =>
        Reader.Rollups(check, resolution, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>Asks the file itself.</summary>
    public T Ask<T>(string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path};Pooling=False");
        return connection.ExecuteScalar<T>(sql)!;
    }

    /// <summary>The files as a kill would leave them now, in a session of their own.</summary>
    public StoreSession AsAKillLeavesIt()
    {
        StoreSession left = new();
        foreach (string suffix in (ReadOnlySpan<string>)["", "-wal"])
        {
            File.Copy(Path + suffix, left.Path + suffix);
        }

        return left;
    }

    /// <summary>The store is opened anew at the next use.</summary>
    public void Close()
    {
        _reader?.Dispose();
        _store?.Dispose();
        (_reader, _store) = (null, null);
    }

    public IEnumerable<string> SetAside() => Directory.EnumerateFiles(Folder, "history-damaged-*.db");

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }
}
