using System.Runtime.InteropServices;
using CheckTcp.Monitor.Storage.Sqlite.Packing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>What is asked about figures: those that are stored, and those that can only be made now.</summary>
internal sealed class RollupQueries(SqliteConnection connection, ResultQueries results)
{
    /// <inheritdoc cref="HistoryReader.Rollups"/>
    public IReadOnlyList<Rollup> Between(int check, Resolution resolution, long since, long until)
    {
        Bucket bucket = new((long)resolution);
        SortedDictionary<long, Figures> figures = resolution == Resolution.Minute
            ? StoredMinutes(check, since, until)
            : Stored(resolution == Resolution.Hour ? "hours" : "days", bucket, check, since, until);
        foreach ((long first, long last) in NotStored(bucket, check, since, until))
        {
            Make(figures, bucket, results.Between(check, bucket.Start(first), bucket.Start(last + 1)));
        }

        long firstWanted = bucket.Start(bucket.Of(since));
        return
        [
            .. figures.Where(entry => entry.Key >= firstWanted && entry.Key < until).Select(entry => Rollup.Of(entry.Key, entry.Value)),
        ];
    }

    /// <summary>Stretches, from the first to the last of each: what is not rolled up yet, and what is, but had results since.</summary>
    private IEnumerable<(long First, long Last)> NotStored(Bucket bucket, int check, long since, long until)
    {
        Bucket rolledUp = bucket == Bucket.Day ? Bucket.Day : Bucket.Hour;
        long open = rolledUp.Start(Progressed(bucket == Bucket.Day ? Progress.Days : Progress.Hours));
        long kept = Bucket.Slot.Start(Progressed(Progress.Raw));
        List<StoredResult> late = results.Journal(check, Math.Max(since, kept), Math.Min(until, open));
        foreach (long stretch in late.Select(result => bucket.Of(result.At)).Distinct())
        {
            yield return (stretch, stretch);
        }

        if (open < until)
        {
            yield return (bucket.Of(Math.Max(since, open)), bucket.Of(until - 1));
        }
    }

    private long Progressed(string name) =>
        connection.ExecuteScalar<long?>("SELECT value FROM progress WHERE name = @name", new { name }) ?? 0;

    private static void Make(SortedDictionary<long, Figures> figures, Bucket bucket, List<StoredResult> results)
    {
        ReadOnlySpan<StoredResult> rest = CollectionsMarshal.AsSpan(results);
        while (!rest.IsEmpty)
        {
            long stretch = bucket.Of(rest[0].At);
            int count = 1;
            while (count < rest.Length && bucket.Of(rest[count].At) == stretch)
            {
                count++;
            }

            figures[bucket.Start(stretch)] = Figures.Of(rest[..count]);
            rest = rest[count..];
        }
    }

    private SortedDictionary<long, Figures> StoredMinutes(int check, long since, long until)
    {
        SortedDictionary<long, Figures> figures = [];
        List<(long Start, Figures Figures)> minutes = [];
        foreach (MinutesRow row in connection.Query<MinutesRow>(
            Rows("minutes", "key AS Key, packed AS Packed"), Range(Bucket.Hour, check, since, until), buffered: false))
        {
            minutes.Clear();
            MinutePack.TryUnpack(row.Packed, Bucket.Hour.Start(Bucket.BucketOf(row.Key)), minutes);
            foreach ((long start, Figures of) in minutes)
            {
                figures[start] = of;
            }
        }

        return figures;
    }

    private SortedDictionary<long, Figures> Stored(string table, Bucket bucket, int check, long since, long until)
    {
        SortedDictionary<long, Figures> figures = [];
        foreach (FiguresRow row in connection.Query<FiguresRow>(
            Rows(
                table,
                """
                key AS Key, ok AS Ok, warning AS Warning, critical AS Critical, unknown AS Unknown,
                minimum AS Minimum, average AS Average, maximum AS Maximum, p50 AS P50, p95 AS P95, p99 AS P99
                """),
            Range(bucket, check, since, until),
            buffered: false))
        {
            figures[bucket.Start(Bucket.BucketOf(row.Key))] = row.ToFigures();
        }

        return figures;
    }

    private static object Range(Bucket bucket, int check, long since, long until) =>
        new { check, first = bucket.Of(since), last = bucket.Of(Math.Max(since, until - 1)) };

    private static string Rows(string table, string columns) =>
        $"""
        -- From stretch to stretch that has anything.
        WITH RECURSIVE stretches (stretch) AS (
            SELECT min(key) >> 32 FROM {table} WHERE key >= @first << 32
            UNION ALL SELECT (SELECT min(key) >> 32 FROM {table} WHERE key >= (stretch + 1) << 32) FROM stretches WHERE stretch < @last)
        SELECT {columns} FROM stretches JOIN {table} ON key = (stretch << 32) | @check WHERE stretch <= @last ORDER BY stretch
        """;

    private sealed record MinutesRow(long Key, byte[] Packed);

    private sealed record FiguresRow(
        long Key, long Ok, long Warning, long Critical, long Unknown,
        long Minimum, long Average, long Maximum, long P50, long P95, long P99)
    {
        public Figures ToFigures() => new(
            (int)Ok, (int)Warning, (int)Critical, (int)Unknown,
            (uint)Minimum, (uint)Average, (uint)Maximum, (uint)P50, (uint)P95, (uint)P99);
    }
}
