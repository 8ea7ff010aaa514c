using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.History.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.History;

/// <summary>Writes to the store, and holds what cannot be written until it can. For one thread, <see cref="Condition"/> apart.</summary>
internal sealed class StoreWriting(string path, Action<IReadOnlyList<HistoryEntry>> stored, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostHeldResults = 500_000;
    private const long MostHeldBytes = 64 * 1024 * 1024;
    private const int HeldAtOnce = 5_000;

    /// <summary>Between two looks for something to tidy.</summary>
    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(1);

    private readonly OpenStore _store = new(path, time, logger);
    private readonly HeldEntries _held = new(MostHeldResults, MostHeldBytes);
    private readonly RetryDelay _retry = new(time);
    private volatile StoreCondition _condition = StoreCondition.Fine;
    private long? _tidiedAt;
    private bool _untidy;

    public Retention Retention { get; set; } = new();

    public StoreCondition Condition => _condition;

    private bool IsHolding => _condition.Since is not null;

    /// <inheritdoc cref="HistoryWriter.LoadState"/>
    public StoredState LoadState()
    {
        try
        {
            return _store.LoadState();
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
            if (atOnce || _retry.IsDue)
            {
                WriteHeld();
            }
        }
        else if (entries.Count > 0)
        {
            WriteNew(entries);
        }
    }

    /// <inheritdoc cref="HistoryWriter.Tidy"/>
    public bool Tidy()
    {
        if (!_store.IsOpen || IsHolding || (_tidiedAt is { } at && time.GetElapsedTime(at) < TidyEvery))
        {
            return false;
        }

        try
        {
            if (_store.Tidy(time.GetUtcNow(), Retention))
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
            TellOfUntidiness(StoreFault.Of(error, path));
        }

        _tidiedAt = time.GetTimestamp();
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

    public void Dispose() => _store.Dispose();

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

    private void WriteNew(List<HistoryEntry> entries)
    {
        try
        {
            _store.Write(entries);
        }
        catch (SqliteException error)
        {
            Fail(error);
            Hold(entries);
            return;
        }

        stored(entries);
    }

    private void Hold(List<HistoryEntry> entries)
    {
        entries.ForEach(_held.Add);
        TellCondition();
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
            _store.Open();
            if (_held.Changes > 0)
            {
                _store.Write(_held.AllChanges());
                _held.RemoveChanges();
            }

            while (_held.Results > 0)
            {
                List<HistoryEntry> batch = _held.FirstResults(HeldAtOnce);
                _store.Write(batch);
                _held.RemoveResults(batch.Count);
            }
        }
        catch (SqliteException error)
        {
            FailAgain(error);
            return;
        }
        catch (StoreException)
        {
            // Someone put another file there; it was told why we cannot write, and stays so until that is mended.
            _retry.Lengthen();
            return;
        }

        HistoryLog.WrittenAgain(logger, path, before.HeldResults, before.HeldChanges, before.Since!.Value, before.DroppedResults);
        _retry.Reset();
        _held.ForgetDropped();
        _condition = StoreCondition.Fine;
    }

    private void Fail(SqliteException error)
    {
        StoreFault fault = StoreFault.Of(error, path);
        _condition = new StoreCondition { Since = time.GetUtcNow(), Reason = fault.Reason, Mend = fault.Mend };
        HistoryLog.Held(logger, path, fault.Reason, fault.Mend);
        FailAgain(error);
    }

    private void FailAgain(SqliteException error)
    {
        _store.Failed(error);
        if (!StoreFault.IsDamage(error))
        {
            _retry.Lengthen(); // what is damaged is set aside at the next step
        }

        TellCondition();
    }

    private void TellCondition() => _condition = _condition with
    {
        HeldResults = _held.Results,
        HeldChanges = _held.Changes,
        DroppedResults = _held.Dropped,
    };

    private void TellOfUntidiness(StoreFault fault)
    {
        if (!_untidy)
        {
            HistoryLog.NotTidied(logger, path, fault.Reason, fault.Mend);
        }

        _untidy = true;
    }
}
