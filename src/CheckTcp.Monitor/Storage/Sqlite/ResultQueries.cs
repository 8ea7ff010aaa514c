using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage.Sqlite.Packing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>What is asked about results: of the journal and of where they stay, each result once.</summary>
internal sealed class ResultQueries(SqliteConnection connection)
{
    /// <summary>Two hours: a check runs at least once an hour.</summary>
    private const int SlotsOfLatest = 12;

    private readonly Dictionary<long, (string? Message, Diagnosis? Diagnosis)> _texts = [];

    /// <summary>The results of a check that began in a stretch of time, in order.</summary>
    /// <param name="check">The check's number.</param>
    /// <param name="since">In milliseconds since 1970.</param>
    /// <param name="until">The first that is not wanted.</param>
    public List<StoredResult> Between(int check, long since, long until)
    {
        List<StoredResult> results = [];
        foreach (PackRow row in connection.Query<PackRow>(
            """
            -- From slot to slot that has anything, so that a time without results costs nothing.
            WITH RECURSIVE slots (slot) AS (
                SELECT min(key) >> 32 FROM raw WHERE key >= @first << 32
                UNION ALL SELECT (SELECT min(key) >> 32 FROM raw WHERE key >= (slot + 1) << 32) FROM slots WHERE slot < @last)
            SELECT key AS Key, packed AS Packed FROM slots JOIN raw ON key = (slot << 32) | @check WHERE slot <= @last ORDER BY slot
            """,
            new { check, first = Bucket.Slot.Of(since), last = Bucket.Slot.Of(Math.Max(since, until - 1)) },
            buffered: false))
        {
            ResultPack.TryUnpack(row.Packed, Bucket.Slot.Start(Bucket.BucketOf(row.Key)), results);
        }

        results.AddRange(Journal(check, since, until));
        results.RemoveAll(result => result.At < since || result.At >= until);
        RawResults.Merge(results);
        return results;
    }

    /// <summary>Those of them that are still in the journal, as they came.</summary>
    public List<StoredResult> Journal(int check, long since, long until)
    {
        List<StoredResult> results = [];
        foreach (byte[] pack in connection.Query<byte[]>(
            "SELECT packed FROM journal WHERE last_at >= @since AND first_at < @until ORDER BY id", new { since, until }, buffered: false))
        {
            if (JournalPack.Reader.TryOpen(pack, out JournalPack.Reader reader))
            {
                while (reader.Next())
                {
                    if (reader.Check == check)
                    {
                        results.Add(reader.Result());
                    }
                }
            }
        }

        results.RemoveAll(result => result.At < since || result.At >= until);
        return results;
    }

    /// <inheritdoc cref="HistoryReader.LatestResults"/>
    public IReadOnlyList<PastResult> Latest()
    {
        Dictionary<int, StoredResult> latest = LatestInJournal();
        List<CheckRow> checks = connection.Query<CheckRow>("SELECT id AS Id, name AS Name FROM checks ORDER BY name").AsList();
        HashSet<int> missing = [.. checks.Select(check => (int)check.Id).Where(check => !latest.ContainsKey(check))];
        long newest = Math.Max(
            Bucket.BucketOf(connection.ExecuteScalar<long?>("SELECT max(key) FROM raw") ?? 0),
            Bucket.Slot.Of(latest.Values.Select(result => result.At).Append(0).Max()));
        for (long slot = newest; slot >= newest - SlotsOfLatest && missing.Count > 0; slot--)
        {
            AddLatest(slot, missing, latest);
        }

        return [.. checks.Where(check => latest.ContainsKey((int)check.Id)).Select(check => ToPast(check.Name, latest[(int)check.Id]))];
    }

    public PastResult ToPast(string check, in StoredResult result)
    {
        (string? message, Diagnosis? diagnosis) = Text(result.Text);
        return result.ToPast(check, message, diagnosis);
    }

    private Dictionary<int, StoredResult> LatestInJournal()
    {
        Dictionary<int, StoredResult> latest = [];
        foreach (byte[] pack in connection.Query<byte[]>("SELECT packed FROM journal ORDER BY id", buffered: false))
        {
            if (JournalPack.Reader.TryOpen(pack, out JournalPack.Reader reader))
            {
                while (reader.Next())
                {
                    StoredResult result = reader.Result();
                    if (!latest.TryGetValue(reader.Check, out StoredResult known) || known.At <= result.At)
                    {
                        latest[reader.Check] = result;
                    }
                }
            }
        }

        return latest;
    }

    /// <summary>Few are looked up, many are met sooner by reading the whole slot.</summary>
    private void AddLatest(long slot, HashSet<int> missing, Dictionary<int, StoredResult> latest)
    {
        const int few = 1000;
        using Statement read = new(connection, "SELECT key, packed FROM raw WHERE key BETWEEN $1 AND $2", 2);
        (int First, int Last)[] stretches = missing.Count <= few ? [.. missing.Select(check => (check, check))] : [(0, int.MaxValue)];
        List<StoredResult> results = [];
        foreach ((int first, int last) in stretches)
        {
            using SqliteDataReader rows = read.Query(Bucket.Key(slot, first), Bucket.Key(slot, last));
            while (rows.Read())
            {
                int found = Bucket.CheckOf(rows.GetInt64(0));
                results.Clear();
                if (missing.Contains(found)
                    && ResultPack.TryUnpack(rows.GetFieldValue<byte[]>(1), Bucket.Slot.Start(slot), results)
                    && results.Count > 0)
                {
                    latest[found] = results[^1];
                    missing.Remove(found);
                }
            }
        }
    }

    private (string? Message, Diagnosis? Diagnosis) Text(long id)
    {
        if (id == 0)
        {
            return default;
        }

        if (!_texts.TryGetValue(id, out (string? Message, Diagnosis? Diagnosis) text))
        {
            TextRow? row = connection.QueryFirstOrDefault<TextRow>(
                "SELECT text AS Text, diagnosis AS Diagnosis FROM texts WHERE id = @id", new { id });
            text = (row is { Text: "", Diagnosis: not null } ? null : row?.Text, DiagnosisJson.Parse(row?.Diagnosis));
            _texts.Add(id, text);
        }

        return text;
    }

    private sealed record PackRow(long Key, byte[] Packed);

    private sealed record TextRow(string Text, string? Diagnosis);

    private sealed record CheckRow(long Id, string Name);
}
