using CheckTcp.Monitor.Storage.Sqlite.Packing;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>The table <c>raw</c>: the results of one check in one slot, a row each.</summary>
internal sealed class RawResults(SqliteConnection connection) : IDisposable
{
    private readonly PackWriter _writer = new();
    private readonly Statement _read = new(connection, "SELECT key, packed FROM raw WHERE key BETWEEN $1 AND $2", 2);
    private readonly Statement _write = new(
        connection, "INSERT INTO raw (key, packed) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET packed = excluded.packed", 2);

    private readonly Statement _next = new(connection, "SELECT min(key) FROM raw WHERE key >= $1", 1);

    /// <summary>The first slot from one on that has results, of whichever check.</summary>
    public long? NextSlot(long from) => _next.Number(Bucket.Key(from, 0)) is { } key ? Bucket.BucketOf(key) : null;

    /// <summary>The packs of a stretch of checks in one slot, by key.</summary>
    public IEnumerable<(long Key, byte[] Packed)> Read(long firstKey, long lastKey)
    {
        using SqliteDataReader rows = _read.Query(firstKey, lastKey);
        while (rows.Read())
        {
            yield return (rows.GetInt64(0), rows.GetFieldValue<byte[]>(1));
        }
    }

    /// <summary>Stores results in the place of what stands under a key, in the transaction that runs.</summary>
    public void Write(long key, ReadOnlySpan<StoredResult> results) =>
        _write.Execute(key, ResultPack.Pack(_writer, results, Bucket.Slot.Start(Bucket.BucketOf(key))));

    /// <summary>Orders results by their time and leaves each time once: the one that was there first.</summary>
    /// <remarks>So whatever is done again changes nothing.</remarks>
    public static void Merge(List<StoredResult> results)
    {
        if (IsMerged(results))
        {
            return;
        }

        StoredResult[] merged = [.. results.OrderBy(result => result.At)];
        results.Clear();
        foreach (StoredResult result in merged)
        {
            if (results.Count == 0 || results[^1].At != result.At)
            {
                results.Add(result);
            }
        }
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
        _next.Dispose();
    }

    private static bool IsMerged(List<StoredResult> results)
    {
        for (int i = 1; i < results.Count; i++)
        {
            if (results[i].At <= results[i - 1].At)
            {
                return false;
            }
        }

        return true;
    }
}
