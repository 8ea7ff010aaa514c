using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Files;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>A store that is opened when it is needed, and again after it failed.</summary>
internal sealed class OpenStore(string path, TimeProvider time, ILogger logger) : IDisposable
{
    private SqliteStore? _store;
    private FileIdentity?[] _files = [];
    private bool _isDamaged;

    public bool IsOpen => _store is not null;

    /// <summary>Whether the path leads to the files that are open.</summary>
    public bool IsInPlace => StoreFiles.AreInPlace(path, _files);

    /// <inheritdoc cref="SqliteStore.Clock"/>
    public long Clock => Store().Clock;

    /// <returns>Whether it is another file than the one that was open before.</returns>
    /// <exception cref="SqliteException">It cannot be opened to be written.</exception>
    /// <exception cref="StoreException">It is not for this program.</exception>
    public bool Open()
    {
        FileIdentity? before = _files.FirstOrDefault();
        _ = Store();
        return _files.FirstOrDefault() != before;
    }

    /// <inheritdoc cref="SqliteStore.Adopt"/>
    public void Adopt(StoredState known)
    {
        try
        {
            Store().Adopt(known, time.GetUtcNow());
        }
        catch (SqliteException error) when (StoreFault.IsBrokenRule(error))
        {
            WriteEach(Adoption.Entries(known));
        }
    }

    /// <inheritdoc cref="SqliteStore.LoadState"/>
    public StoredState LoadState()
    {
        try
        {
            return Store().LoadState();
        }
        catch (SqliteException error) when (IsOpen && StoreFault.IsDamage(error))
        {
            // The look at the file when it was opened is bounded in time, and did not come so far.
            HistoryLog.Damaged(logger, path, error.Message);
            Failed(error);
            return Store().LoadState();
        }
    }

    /// <summary>Stores entries in one transaction; those that break a rule of the tables are left out, and told of.</summary>
    /// <exception cref="SqliteException">The disk does not let us; what was stored all the same may be stored again.</exception>
    public void Write(IReadOnlyList<HistoryEntry> entries)
    {
        try
        {
            Store().Write(entries);
        }
        catch (SqliteException error) when (StoreFault.IsBrokenRule(error))
        {
            // One entry must not keep all others from being stored, now and for ever.
            WriteEach(entries);
        }
    }

    /// <inheritdoc cref="SqliteStore.Tidy"/>
    public bool Tidy(DateTimeOffset now, Retention retention) => Store().Tidy(now, retention);

    /// <inheritdoc cref="ReportTables.Oldest"/>
    public long? OldestReport => Store().Reports.Oldest;

    /// <inheritdoc cref="ReportTables.First"/>
    public List<OutgoingReport> Reports(string? host, int most) => Store().Reports.First(host, most);

    /// <inheritdoc cref="ReportTables.All"/>
    public List<OutgoingReport> AllReports() => Store().Reports.All();

    /// <inheritdoc cref="ReportTables.Remove"/>
    public void RemoveReports(IEnumerable<long> ids) => Store().Reports.Remove(ids);

    /// <inheritdoc cref="ReportTables.Drop"/>
    public IReadOnlyList<DroppedReport> DropReports(long occurredAt, int most) => Store().Reports.Drop(occurredAt, most);

    /// <summary>What failed is opened anew before it is used again; what is damaged is set aside then.</summary>
    public void Failed(SqliteException error)
    {
        _isDamaged = StoreFault.IsDamage(error);
        if (error.SqliteErrorCode is not (raw.SQLITE_FULL or raw.SQLITE_BUSY))
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        _store?.Dispose();
        _store = null;
    }

    private SqliteStore Store()
    {
        if (_store is null)
        {
            _store = SqliteStore.Open(path, time, logger, suspect: _isDamaged);
            _files = StoreFiles.At(path);
            _isDamaged = false;
        }

        return _store;
    }

    private void WriteEach(IReadOnlyList<HistoryEntry> entries)
    {
        foreach (HistoryEntry entry in entries)
        {
            try
            {
                Store().Write([entry]);
            }
            catch (SqliteException error) when (StoreFault.IsBrokenRule(error))
            {
                HistoryLog.LeftOut(logger, path, entry.Check, error.Message);
            }
        }
    }
}
