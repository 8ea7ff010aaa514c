using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.History.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace CheckTcp.Monitor.History;

/// <summary>Writes to the store, and holds what cannot be written until it can. For one thread, <see cref="Condition"/> apart.</summary>
internal sealed class StoreWriting(string path, Action<IReadOnlyList<HistoryEntry>> stored, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostHeldResults = 500_000;
    private const long MostHeldBytes = 64 * 1024 * 1024;
    private const int HeldAtOnce = 5_000;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Between two looks for something to tidy.</summary>
    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(1);

    private readonly HeldEntries _held = new(MostHeldResults, MostHeldBytes);
    private volatile StoreCondition _condition = StoreCondition.Fine;
    private SqliteStore? _store;
    private bool _suspect;
    private TimeSpan _wait = ShortestWait;
    private DateTimeOffset _retryAt;
    private DateTimeOffset _tidyAt;
    private bool _untidy;

    public Retention Retention { get; set; } = new();

    public StoreCondition Condition => _condition;

    private bool IsHolding => _condition.Since is not null;

    /// <inheritdoc cref="HistoryWriter.LoadState"/>
    public StoredState LoadState()
    {
        try
        {
            return LoadFromStore();
        }
        catch (SqliteException error)
        {
            Fail(error);
            return LoadAsItLies();
        }
    }

    /// <param name="entries">In the order in which they were added.</param>
    /// <param name="dropped">Results that could not even be added.</param>
    /// <param name="atOnce">What is held is tried now, not when its time has come.</param>
    public void Write(List<HistoryEntry> entries, long dropped, bool atOnce)
    {
        if (dropped > 0)
        {
            HistoryLog.GivenUp(logger, path, dropped);
        }

        if (IsHolding)
        {
            Hold(entries);
            if (atOnce || time.GetUtcNow() >= _retryAt)
            {
                WriteHeld();
            }

            return;
        }

        if (entries.Count == 0)
        {
            return;
        }

        try
        {
            Commit(entries);
        }
        catch (SqliteException error)
        {
            Fail(error);
            Hold(entries);
            return;
        }

        stored(entries);
    }

    /// <inheritdoc cref="HistoryWriter.Tidy"/>
    public bool Tidy()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_store is null || IsHolding || (now < _tidyAt && _tidyAt - now <= TidyEvery))
        {
            return false;
        }

        try
        {
            if (_store.Tidy(now, Retention))
            {
                return true;
            }

            _untidy = false;
        }
        catch (SqliteException error) when (StoreFault.IsDamage(error))
        {
            Fail(error);
        }
        catch (SqliteException error)
        {
            if (!_untidy)
            {
                StoreFault fault = StoreFault.Of(error, path);
                HistoryLog.NotTidied(logger, path, fault.Reason, fault.Mend);
            }

            _untidy = true;
        }

        _tidyAt = now + TidyEvery;
        return false;
    }

    /// <summary>The daemon ends while something is held.</summary>
    public void TellWhatIsLost()
    {
        if (_condition is { HeldResults: > 0 } or { HeldChanges: > 0 })
        {
            HistoryLog.Lost(logger, path, _condition.HeldResults, _condition.HeldChanges);
        }
    }

    public void Dispose()
    {
        _store?.Dispose();
        _store = null;
    }

    private StoredState LoadFromStore()
    {
        try
        {
            return Store().LoadState();
        }
        catch (SqliteException error) when (_store is not null && StoreFault.IsDamage(error))
        {
            // The look at the file when it was opened is bounded in time, and did not come so far.
            HistoryLog.Damaged(logger, path, error.Message);
            Dispose();
            _suspect = true;
            return Store().LoadState();
        }
    }

    private StoredState LoadAsItLies()
    {
        if (!File.Exists(path))
        {
            return StoredState.Empty;
        }

        try
        {
            using HistoryReader reader = SqliteStore.OpenForReading(path);
            return reader.LoadState();
        }
        catch (SqliteException error)
        {
            // To go on from nothing would open every alert anew, under numbers that were given before.
            StoreFault fault = StoreFault.Of(error, path);
            throw new StoreException($"history {path} can be neither written nor read: {fault.Reason}; {fault.Mend}", error);
        }
    }

    private SqliteStore Store()
    {
        _store ??= SqliteStore.Open(path, time, logger, _suspect);
        _suspect = false;
        return _store;
    }

    private void Commit(List<HistoryEntry> entries)
    {
        try
        {
            Store().Write(entries);
        }
        catch (SqliteException error) when (StoreFault.IsBrokenRule(error))
        {
            // One entry must not keep all others from being stored, now and for ever.
            CommitEach(entries);
        }
    }

    private void CommitEach(List<HistoryEntry> entries)
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

    private void Hold(List<HistoryEntry> entries)
    {
        foreach (HistoryEntry entry in entries)
        {
            _held.Add(entry);
        }

        Tell();
        if (entries.Count > 0)
        {
            stored(entries);
        }
    }

    private void WriteHeld()
    {
        StoreCondition before = _condition;
        try
        {
            _ = Store();
            if (_held.Changes > 0)
            {
                Commit(_held.AllChanges());
                _held.RemoveChanges();
            }

            while (_held.Results > 0)
            {
                List<HistoryEntry> batch = _held.FirstResults(HeldAtOnce);
                Commit(batch);
                _held.RemoveResults(batch.Count);
            }
        }
        catch (Exception error) when (error is SqliteException or StoreException)
        {
            Wait(error as SqliteException);
            Tell();
            return;
        }

        HistoryLog.WrittenAgain(logger, path, before.HeldResults, before.HeldChanges, before.Since!.Value, before.DroppedResults);
        _wait = ShortestWait;
        _held.ForgetDropped();
        _condition = StoreCondition.Fine;
    }

    private void Fail(SqliteException error)
    {
        StoreFault fault = StoreFault.Of(error, path);
        _condition = new StoreCondition { Since = time.GetUtcNow(), Reason = fault.Reason, Mend = fault.Mend };
        HistoryLog.Held(logger, path, fault.Reason, fault.Mend);
        Wait(error);
    }

    /// <summary>Trying again takes longer each time; what is damaged is set aside at the next step.</summary>
    private void Wait(SqliteException? error)
    {
        _suspect = error is not null && StoreFault.IsDamage(error);
        _retryAt = _suspect ? default : time.GetUtcNow() + _wait;
        _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
        if (error?.SqliteErrorCode is not (raw.SQLITE_FULL or raw.SQLITE_BUSY))
        {
            Dispose();
        }
    }

    private void Tell() => _condition = _condition with
    {
        HeldResults = _held.Results,
        HeldChanges = _held.Changes,
        DroppedResults = _held.Dropped,
    };
}
