using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Storage;

/// <summary>Writes to the store, and holds what cannot be written until it can. For one thread, <see cref="Condition"/> apart.</summary>
internal sealed class StoreWriting : IDisposable
{
    private const int MostHeldResults = 500_000;
    private const long MostHeldBytes = 64 * 1024 * 1024;
    private const int HeldAtOnce = 5_000;

    /// <summary>Between two looks for something to tidy.</summary>
    private static readonly TimeSpan TidyEvery = TimeSpan.FromMinutes(1);

    /// <summary>Between two looks whether the files are where they were.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly string _path;
    private readonly Action<IReadOnlyList<HistoryEntry>> _stored;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly StorePlace _place;
    private readonly Func<StoredState?>? _known;
    private readonly OpenStore _store;
    private readonly HeldEntries _held;
    private readonly ReportQueue _reports;
    private readonly RetryDelay _retry;
    private volatile StoreCondition _condition = StoreCondition.Fine;
    private long? _tidiedAt;
    private long? _lookedAt;
    private bool _isGone;
    private bool _untidy;

    /// <inheritdoc cref="HistoryWriter(string, Action{IReadOnlyList{HistoryEntry}}, TimeProvider, ILogger{HistoryWriter}, DataDirectory, Func{StoredState})"/>
    public StoreWriting(
        string path, Action<IReadOnlyList<HistoryEntry>> stored, HeldReports reports, TimeProvider time, ILogger logger,
        DataDirectory? directory, Func<StoredState?>? known)
    {
        _held = new HeldEntries(MostHeldResults, MostHeldBytes, reports);
        (_path, _stored, _time, _logger, _known) = (path, stored, time, logger, known);
        _place = new StorePlace(path, directory, logger);
        _store = new OpenStore(path, time, logger);
        _reports = new ReportQueue(_store, reports);
        _retry = new RetryDelay(time);
    }

    public Retention Retention { get; set; } = new();

    public StoreCondition Condition => _condition;

    /// <summary>Is called when the disk has answered in the middle of much that is written at once.</summary>
    public Action? Progressed { get; init; }

    private bool IsHolding => _condition.Since is not null;

    /// <inheritdoc cref="HistoryWriter.LoadState"/>
    public StoredState LoadState()
    {
        try
        {
            return _place.Begin(_store.LoadState(), isWhole: true);
        }
        catch (SqliteException error)
        {
            Fail(error);
            return _place.Begin(LoadAsItLies(), isWhole: false);
        }
    }

    /// <param name="entries">In the order in which they were added.</param>
    /// <param name="dropped">Results that could not even be added.</param>
    /// <param name="atOnce">What is held is tried now, not when its time has come.</param>
    public void Write(List<HistoryEntry> entries, long dropped, bool atOnce)
    {
        if (dropped > 0)
        {
            HistoryLog.GivenUp(_logger, _path, dropped);
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

    /// <inheritdoc cref="HistoryWriter.NextReportsAsync"/>
    public ReportBatch NextReports(string? host, int most, long tooOld)
    {
        ReportBatch none = new([], []) { IsUnreadable = true };
        return Attempt(() => _reports.Next(host, most, tooOld, mayWrite: !IsHolding)) ?? Attempt(
            () => _reports.Next(host, most, tooOld, mayWrite: false)) ?? none;
    }

    /// <summary>These were dropped and are not counted yet: they belong to the next batch.</summary>
    public void KeepDropped(IReadOnlyList<DroppedReport> dropped) => _held.Reports.KeepDropped(dropped);

    /// <inheritdoc cref="ReportQueue.Remove"/>
    public void RemoveReports(IReadOnlyList<long> ids, IReadOnlyList<OutgoingReport> overtaking) => Attempt(() =>
    {
        _reports.Remove(ids, overtaking, mayWrite: !IsHolding);
        return ids;
    });

    /// <inheritdoc cref="HistoryWriter.OldestReportAsync"/>
    public long? OldestReport => Attempt(() => new { _reports.Oldest })?.Oldest;

    /// <inheritdoc cref="HistoryWriter.Tidy"/>
    public bool Tidy()
    {
        Look();
        if (!_store.IsOpen || IsHolding || (_tidiedAt is { } at && _time.GetElapsedTime(at) < TidyEvery))
        {
            return false;
        }

        try
        {
            if (_store.Tidy(_time.GetUtcNow(), Retention))
            {
                return true;
            }

            _untidy = false;
            _place.Keep(_store.Clock);
        }
        catch (SqliteException error) when (StoreFault.IsDamage(error))
        {
            Fail(error);
        }
        catch (SqliteException error)
        {
            TellOfUntidiness(StoreFault.Of(error, _path));
        }

        _tidiedAt = _time.GetTimestamp();
        return false;
    }

    /// <summary>The daemon ends while something is held.</summary>
    public void TellWhatIsLost(StoreCondition condition)
    {
        if (condition is { HeldResults: > 0 } or { HeldChanges: > 0 })
        {
            HistoryLog.Lost(_logger, _path, condition.HeldResults, condition.HeldChanges);
        }
    }

    public void Dispose() => _store.Dispose();

    private StoredState LoadAsItLies()
    {
        if (!File.Exists(_path))
        {
            return StoredState.Empty;
        }

        try
        {
            using HistoryReader reader = SqliteStore.OpenForReading(_path);
            return reader.LoadState();
        }
        catch (SqliteException error)
        {
            // To go on from nothing would open every alert anew, under numbers that were given before.
            StoreFault fault = StoreFault.Of(error, _path);
            throw new StoreException($"history {_path} can be neither written nor read: {fault.Reason}; {fault.Mend}", error);
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

        _place.Note(entries);
        _stored(entries);
    }

    private void Hold(List<HistoryEntry> entries)
    {
        entries.ForEach(_held.Add);
        TellCondition();
        _place.Note(entries);
        if (entries.Count > 0)
        {
            _stored(entries);
        }
    }

    private void WriteHeld()
    {
        StoreCondition before = _condition;
        try
        {
            _place.Ensure();
            bool isAnother = _store.Open() || _isGone;
            if (isAnother && _known?.Invoke() is { } known)
            {
                _store.Adopt(known with { NextAlertId = _place.LastAlert + 1 });
            }

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
                Progressed?.Invoke();
            }
        }
        catch (SqliteException error)
        {
            FailAgain(error);
            return;
        }
        catch (StoreException error)
        {
            Refuse(error);
            return;
        }

        HistoryLog.WrittenAgain(_logger, _path, before.HeldResults, before.HeldChanges, before.Since!.Value, before.DroppedResults);
        _retry.Reset();
        _held.ForgetDropped();
        _condition = StoreCondition.Fine with { BegunAnewAt = _isGone ? before.Since : before.BegunAnewAt };
        _isGone = false;
    }

    /// <summary>Somebody may have done something to the files, or to the folder that they lie in.</summary>
    private void Look()
    {
        if (_lookedAt is { } at && _time.GetElapsedTime(at) < LookEvery)
        {
            return;
        }

        _lookedAt = _time.GetTimestamp();
        if (_store.IsOpen && !_store.IsInPlace)
        {
            BeginAnew();
        }
        else
        {
            _place.Look();
        }
    }

    /// <summary>The store is written once more, under its path, with what is in memory and the reports that wait in it.</summary>
    private void BeginAnew()
    {
        const string reason = "it was deleted, moved or replaced while check-tcpd was running";
        StoreFault fault = new(reason, "nothing to do: it is begun anew with what is in memory");
        HistoryLog.Gone(_logger, _path);
        Attempt(() =>
        {
            _reports.HoldAll();
            return _reports;
        });
        _store.Dispose();
        SqliteConnection.ClearAllPools(); // readers that stay open would go on with the old one
        _condition = new StoreCondition { Since = _time.GetUtcNow(), Reason = fault.Reason, Mend = fault.Mend };
        _isGone = true;
        TellCondition();
        WriteHeld();
    }

    /// <summary>What stands at the path is not for us: that is told once, and stays so until a person has done something about it.</summary>
    private void Refuse(StoreException error)
    {
        if (_condition.Reason != error.Message)
        {
            HistoryLog.Refused(_logger, error.Message);
            _condition = _condition with { Reason = error.Message, Mend = null };
        }

        _retry.Lengthen();
    }

    /// <returns><c>null</c> when the store failed, which is told.</returns>
    private T? Attempt<T>(Func<T> ask)
        where T : class
    {
        try
        {
            return ask();
        }
        catch (SqliteException error)
        {
            if (IsHolding)
            {
                FailAgain(error);
            }
            else
            {
                Fail(error);
            }

            return null;
        }
    }

    private void Fail(SqliteException error)
    {
        StoreFault fault = _place.Fault ?? StoreFault.Of(error, _path);
        _condition = new StoreCondition { Since = _time.GetUtcNow(), Reason = fault.Reason, Mend = fault.Mend };
        HistoryLog.Held(_logger, _path, fault.Reason, fault.Mend);
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
            HistoryLog.NotTidied(_logger, _path, fault.Reason, fault.Mend);
        }

        _untidy = true;
    }
}
