using System.Runtime.InteropServices;
using CheckTcp.Monitor.Storage.Sqlite.Packing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Moves results from the journal to where they stay.</summary>
/// <remarks>They are merged into their rows first and leave the journal only then, so that a crash at any moment is mended by doing it
/// again. A slot is moved once it is over, so that each row is written once.</remarks>
internal sealed class Compaction(
    WriteConnection connection, CheckIds checks, RawResults raw, Rollups rollups, Progress progress, Slice slice, ILogger logger)
    : IDisposable
{
    /// <summary>Results that are in memory at once, about: some 10 MB.</summary>
    private const int MostInMemory = 250_000;

    /// <summary>Results that are moved before their rows are deleted.</summary>
    private const int MostResults = 4_000_000;

    /// <summary>Rows whose present content is fetched by one query.</summary>
    private const int Chunk = 256;

    private readonly Statement _candidates = new(
        connection.Connection, "SELECT id, results FROM journal WHERE last_at < $1 ORDER BY id", 1);

    private readonly Statement _read = new(connection.Connection, "SELECT packed FROM journal WHERE id = $1", 1);
    private readonly Statement _delete = new(connection.Connection, "DELETE FROM journal WHERE id = $1", 1);
    private readonly List<StoredResult> _results = [];

    /// <summary>Moves the rows whose results are all older than a time, a slice each step.</summary>
    /// <param name="boundary">In milliseconds since 1970.</param>
    public IEnumerable<int> Slices(long boundary)
    {
        while (Candidates(boundary) is ({ Count: > 0 } rows, var results))
        {
            // Many results are moved in several turns, some checks each; looking through the journal again costs little, and each row is
            // still written once.
            int turns = (results / MostInMemory) + 1;
            int checksATurn = (checks.Highest / turns) + 1;
            for (int check = 0; check <= checks.Highest; check += checksATurn)
            {
                JournalLoad load = new(check, check + checksATurn - 1, (results / turns) + 1);
                foreach (int step in Move(rows, load))
                {
                    yield return step;
                }
            }

            for (int deleted = 0; deleted < rows.Count;)
            {
                connection.Repeatably(() => deleted = Delete(rows, deleted));
                yield return 0;
            }
        }
    }

    public void Dispose()
    {
        _candidates.Dispose();
        _read.Dispose();
        _delete.Dispose();
    }

    private (List<long> Rows, int Results) Candidates(long boundary)
    {
        List<long> ids = [];
        int results = 0;
        using SqliteDataReader rows = _candidates.Query(boundary);
        while (results < MostResults && rows.Read())
        {
            ids.Add(rows.GetInt64(0));
            results += rows.GetInt32(1);
        }

        return (ids, results);
    }

    private IEnumerable<int> Move(List<long> rows, JournalLoad load)
    {
        for (int read = 0; read < rows.Count;)
        {
            read = Load(rows, read, load);
            yield return 0;
        }

        load.Order();
        yield return 0;

        for (int position = 0; position < load.Count;)
        {
            connection.Repeatably(() => position = Move(load, position));
            yield return 0;
        }
    }

    private int Load(List<long> rows, int position, JournalLoad load)
    {
        slice.Begin();
        do
        {
            using SqliteDataReader row = _read.Query(rows[position]);
            if (row.Read() && !load.Add(row.GetFieldValue<byte[]>(0)))
            {
                HistoryLog.ResultsDamaged(logger, connection.Connection.DataSource);
            }

            position++;
        }
        while (position < rows.Count && !slice.IsOver);

        return position;
    }

    private int Delete(List<long> rows, int position)
    {
        slice.Begin();
        do
        {
            _delete.Execute(rows[position++]);
        }
        while (position < rows.Count && !slice.IsOver);

        return position;
    }

    private int Move(JournalLoad load, int position)
    {
        slice.Begin();
        long oldest = progress.Get(Progress.Raw) ?? 0;
        do
        {
            position = MoveChunk(load, position, oldest);
        }
        while (position < load.Count && !slice.IsOver);

        return position;
    }

    /// <summary>Moves the results of some checks in one slot.</summary>
    private int MoveChunk(JournalLoad load, int position, long oldest)
    {
        long first = load.KeyAt(position);
        long slot = Bucket.BucketOf(first);
        Dictionary<long, byte[]> present = raw.Read(first, Bucket.Key(slot, Bucket.CheckOf(first) + Chunk - 1))
            .ToDictionary(row => row.Key, row => row.Packed);
        while (position < load.Count)
        {
            long key = load.KeyAt(position);
            if (key >= first + Chunk)
            {
                break;
            }

            _results.Clear();
            if (present.TryGetValue(key, out byte[]? packed) && !ResultPack.TryUnpack(packed, Bucket.Slot.Start(slot), _results))
            {
                HistoryLog.ResultsDamaged(logger, connection.Connection.DataSource);
            }

            int before = _results.Count;
            position = load.Take(position, _results);
            RawResults.Merge(_results);

            // What would be deleted at once is not stored: its stretch may be rolled up from results that are gone.
            if (_results.Count > before && slot >= oldest)
            {
                raw.Write(key, CollectionsMarshal.AsSpan(_results));
                rollups.MakeAgain(slot, Bucket.CheckOf(key));
            }
        }

        return position;
    }
}
