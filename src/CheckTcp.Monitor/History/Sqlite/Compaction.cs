using CheckTcp.Monitor.History.Packing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.History.Sqlite;

/// <summary>Moves results from the journal to where they stay.</summary>
/// <remarks>They are merged into their rows first and leave the journal only then, so that a crash at any moment is mended by doing it again.
/// A slot is moved once it is over, so that each row is written once.</remarks>
internal sealed class Compaction(WriteConnection connection, RawResults raw, Rollups rollups, Progress progress, Slice slice, ILogger logger)
    : IDisposable
{
    /// <summary>Results that are moved in one go, and so are in memory: some 40 MB.</summary>
    private const int MostResults = 1_000_000;

    /// <summary>Rows whose present content is fetched by one query.</summary>
    private const int Chunk = 256;

    private readonly Statement _candidates = new(
        connection.Connection, "SELECT id, results, length(packed) FROM journal WHERE last_at < $1 ORDER BY id", 1);

    private readonly Statement _read = new(connection.Connection, "SELECT packed FROM journal WHERE id = $1", 1);
    private readonly Statement _delete = new(connection.Connection, "DELETE FROM journal WHERE id = $1", 1);
    private readonly List<StoredResult> _results = [];

    /// <summary>Moves the rows whose results are all older than a time, a slice each step.</summary>
    /// <param name="boundary">In milliseconds since 1970.</param>
    public IEnumerable<int> Slices(long boundary)
    {
        while (true)
        {
            (List<long> rows, JournalLoad load) = Candidates(boundary);
            if (rows.Count == 0)
            {
                yield break;
            }

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

    private (List<long> Rows, JournalLoad Load) Candidates(long boundary)
    {
        List<long> ids = [];
        int results = 0;
        int bytes = 0;
        using SqliteDataReader rows = _candidates.Query(boundary);
        while (results < MostResults && rows.Read())
        {
            ids.Add(rows.GetInt64(0));
            results += rows.GetInt32(1);
            bytes += rows.GetInt32(2);
        }

        return (ids, new JournalLoad(results, bytes));
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
                raw.Write(key, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_results));
                rollups.MakeAgain(slot, Bucket.CheckOf(key));
            }
        }

        return position;
    }
}
