using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>The history in one SQLite file, open to be written.</summary>
/// <remarks>For one thread at a time, and one such object a file: the lock of the <see cref="DataDirectory"/> sees to that. Who reads uses
/// <see cref="OpenForReading"/>, from any thread and any process.</remarks>
internal sealed class SqliteStore : IDisposable
{
    private readonly WriteConnection _connection;
    private readonly BatchWriter _writer;
    private readonly Upkeep _upkeep;

    private SqliteStore(WriteConnection connection, TimeProvider time, ILogger logger)
    {
        _connection = connection;
        _writer = new BatchWriter(connection);
        _upkeep = new Upkeep(connection, _writer, time, logger);
    }

    /// <summary>Opens the file, or makes it; one that is damaged is set aside, and what its alerts were is taken over.</summary>
    /// <param name="path">Its folder exists.</param>
    /// <param name="time">Names what is set aside, and bounds the look at whether the file is whole.</param>
    /// <param name="logger">Is told, loudly, of damage.</param>
    /// <param name="suspect">It has proved to be damaged: it is set aside without a look.</param>
    /// <exception cref="SqliteException">The disk does not let us write: it is full, read-only or failing.</exception>
    /// <exception cref="StoreException">The file is of a newer program, or of another.</exception>
    public static SqliteStore Open(string path, TimeProvider time, ILogger logger, bool suspect = false) =>
        new(new HistoryFile(path, time, logger).Open(suspect), time, logger);

    /// <summary>Opens the file to be read alone, whether or not a daemon writes to it.</summary>
    /// <inheritdoc cref="HistoryReader.Open"/>
    public static HistoryReader OpenForReading(string path) => HistoryReader.Open(path);

    /// <summary>What a start goes on from.</summary>
    public StoredState LoadState() => new AlertQueries(_connection.Connection).LoadState();

    /// <summary>Stores a batch, whole or not at all. When it returns, the batch outlives a kill and a loss of power.</summary>
    /// <remarks>A batch that is written twice changes nothing the second time.</remarks>
    /// <exception cref="SqliteException">Nothing of it was stored.</exception>
    public void Write(IReadOnlyList<HistoryEntry> batch) => _writer.Write(batch);

    /// <summary>One slice of compaction, rollups and retention: some 20 ms of work, and its commit.</summary>
    /// <returns><c>false</c> when there is nothing more to do for now.</returns>
    public bool Tidy(DateTimeOffset now, Retention retention) => _upkeep.Step(now, retention);

    /// <summary>Moves the results of slots that are over to where they stay, and rolls up hours and days that are.</summary>
    public void Compact(DateTimeOffset now)
    {
        foreach (int _ in _upkeep.Compact(now))
        {
            // Each step is a slice.
        }
    }

    /// <summary>Deletes what has been kept long enough.</summary>
    public void Retain(DateTimeOffset now, Retention retention)
    {
        foreach (int _ in _upkeep.Retain(now, retention))
        {
            // Each step is a slice.
        }
    }

    /// <summary>The time that upkeep went by when it last began, in milliseconds since 1970; what was stored before then is on the disk, in
    /// the file itself, once <see cref="Tidy"/> is over.</summary>
    public long Clock => _upkeep.Clock;

    /// <summary>Brings a store that is another than the one before to what is known.</summary>
    /// <exception cref="SqliteException">The disk does not let us; it may be done again.</exception>
    public void Adopt(StoredState known, DateTimeOffset now)
    {
        Adoption.Prepare(_connection, known, now);
        Write(Adoption.Entries(known));
    }

    /// <inheritdoc cref="ReportTables"/>
    public ReportTables Reports => _writer.Reports;

    public void Dispose()
    {
        _upkeep.Dispose();
        _writer.Dispose();
        _connection.Dispose();
    }
}
