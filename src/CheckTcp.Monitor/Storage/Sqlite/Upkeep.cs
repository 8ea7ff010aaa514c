using CheckTcp.Monitor.Configuration;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>What keeps the store small and its figures at hand: compaction, rollups, retention; in slices, between which commits go
/// on.</summary>
internal sealed class Upkeep : IDisposable
{
    /// <summary>Runs that began in a slot may take a while to be told.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>How far retention follows the clock in one round, of which there is one a minute: a clock that is years ahead for a while
    /// must not delete everything. After a month's rest the old goes within half a day.</summary>
    private static readonly TimeSpan LargestStep = TimeSpan.FromHours(1);

    private readonly WriteConnection _connection;
    private readonly Progress _progress;
    private readonly RawResults _raw;
    private readonly CheckIds _checks;
    private readonly Rollups _rollups;
    private readonly Compaction _compaction;
    private readonly Retaining _retaining;
    private readonly Statement _length;
    private IEnumerator<int>? _round;

    public Upkeep(WriteConnection connection, BatchWriter writer, TimeProvider time, ILogger logger)
    {
        _connection = connection;
        Slice slice = new(time);
        SqliteConnection sqlite = connection.Connection;
        _progress = new Progress(sqlite);
        _raw = new RawResults(sqlite);
        _checks = new CheckIds(sqlite);
        _rollups = new Rollups(connection, _raw, _progress, _checks, slice);
        _compaction = new Compaction(connection, _checks, _raw, _rollups, _progress, slice, logger);
        _retaining = new Retaining(connection, _progress, writer, slice);
        _length = new Statement(sqlite, "SELECT sum(results) FROM journal");
    }

    /// <summary>Results that the journal may hold, whatever their time: a query looks through all of them. Two million by
    /// default.</summary>
    public long LongestJournal { get; init; } = 2_000_000;

    /// <summary>Does one slice of the round that is under way, or begins one.</summary>
    /// <returns><c>false</c> when the round is over.</returns>
    public bool Step(DateTimeOffset now, Retention retention)
    {
        try
        {
            _round ??= Compact(now).Concat(_retaining.Slices(Trusted(now), retention)).GetEnumerator();
            if (_round.MoveNext())
            {
                return true;
            }

            _round = null;
            CheckPoint();
            return false;
        }
        catch
        {
            _round = null;
            _progress.Forget();
            throw;
        }
    }

    /// <summary>The time that the latest round went by, in milliseconds since 1970; 0 before the first.</summary>
    public long Clock => _progress.Get(Progress.Clock) ?? 0;

    /// <summary>Moves results to where they stay, and rolls up what is over.</summary>
    public IEnumerable<int> Compact(DateTimeOffset now)
    {
        long boundary = Bucket.Slot.Start(Bucket.Slot.Of(Math.Max(0, (now - Grace).ToUnixTimeMilliseconds())));
        return _compaction.Slices(boundary)
            .Concat(Burst())
            .Concat(_rollups.Slices(now));
    }

    /// <summary>Deletes what has been kept long enough.</summary>
    public IEnumerable<int> Retain(DateTimeOffset now, Retention retention) => _retaining.Slices(now, retention);

    public void Dispose()
    {
        _round?.Dispose();
        _compaction.Dispose();
        _rollups.Dispose();
        _checks.Dispose();
        _raw.Dispose();
        _progress.Dispose();
        _length.Dispose();
    }

    /// <summary>Brings what is in the write-ahead log to the file: whoever copies the file alone gets a store that is minutes old at most. It
    /// waits for no reader.</summary>
    private void CheckPoint() => _connection.Connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");

    private DateTimeOffset Trusted(DateTimeOffset now)
    {
        DateTimeOffset trusted = now;
        if (_progress.Get(Progress.Clock) is { } before)
        {
            DateTimeOffset most = DateTimeOffset.FromUnixTimeMilliseconds(before) + LargestStep;
            trusted = now < most ? now : most;
        }

        _connection.Repeatably(() => _progress.Set(Progress.Clock, trusted.ToUnixTimeMilliseconds()));
        return trusted;
    }

    private IEnumerable<int> Burst()
    {
        if (_length.Number() > LongestJournal)
        {
            foreach (int step in _compaction.Slices(long.MaxValue))
            {
                yield return step;
            }
        }
    }
}
