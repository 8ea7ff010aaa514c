using System.Runtime.InteropServices;
using CheckTcp.Monitor.Storage.Sqlite.Packing;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Makes the figures by the minute, the hour and the day, each from the results themselves, so that percentiles are
/// exact.</summary>
internal sealed class Rollups(WriteConnection connection, RawResults raw, Progress progress, CheckIds checks, Slice slice) : IDisposable
{
    /// <summary>How long after its end a stretch is taken to be over: runs that began in it have ended. One that comes later still is
    /// added.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    private readonly PackWriter _writer = new();
    private readonly Statement _minutes = new(
        connection.Connection,
        "INSERT INTO minutes (key, packed) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET packed = excluded.packed",
        2);

    private readonly Statement _hours = new(connection.Connection, Replace("hours"), 11);
    private readonly Statement _days = new(connection.Connection, Replace("days"), 11);

    /// <summary>Rolls up the hours and days that are over, a slice each step.</summary>
    public IEnumerable<int> Slices(DateTimeOffset now) =>
        Slices(now, Progress.Hours, Bucket.Hour, checksAtOnce: 128).Concat(Slices(now, Progress.Days, Bucket.Day, checksAtOnce: 16));

    /// <summary>Results came late: what was rolled up already is made again, in the transaction that runs.</summary>
    public void MakeAgain(long slot, int check)
    {
        long at = Bucket.Slot.Start(slot);
        if (Bucket.Hour.Of(at) < progress.Get(Progress.Hours))
        {
            Make(Bucket.Hour, Bucket.Hour.Of(at), check, check);
        }

        if (Bucket.Day.Of(at) < progress.Get(Progress.Days))
        {
            Make(Bucket.Day, Bucket.Day.Of(at), check, check);
        }
    }

    public void Dispose()
    {
        _minutes.Dispose();
        _hours.Dispose();
        _days.Dispose();
    }

    private static string Replace(string table) =>
        $"""
        INSERT OR REPLACE INTO {table} (key, ok, warning, critical, unknown, minimum, average, maximum, p50, p95, p99)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;

    private IEnumerable<int> Slices(DateTimeOffset now, string name, Bucket bucket, int checksAtOnce)
    {
        long over = bucket.Of(Math.Max(0, (now - Grace).ToUnixTimeMilliseconds()));
        int highest = checks.Highest;
        while (Next(name, bucket) is { } stretch && stretch < over)
        {
            for (int check = 0; check <= highest;)
            {
                connection.Repeatably(() =>
                {
                    slice.Begin();
                    do
                    {
                        Make(bucket, stretch, check, check + checksAtOnce - 1);
                        check += checksAtOnce;
                    }
                    while (check <= highest && !slice.IsOver);
                });
                yield return 0;
            }

            connection.Repeatably(() => progress.Set(name, stretch + 1));
        }
    }

    /// <summary>The first stretch that has results and is not rolled up.</summary>
    private long? Next(string name, Bucket bucket)
    {
        long from = progress.Get(name) ?? 0;
        return raw.NextSlot(Bucket.Slot.Of(bucket.Start(from))) is { } slot ? bucket.Of(Bucket.Slot.Start(slot)) : null;
    }

    private void Make(Bucket bucket, long stretch, int firstCheck, int lastCheck)
    {
        List<StoredResult>?[] byCheck = new List<StoredResult>?[lastCheck - firstCheck + 1];
        for (long slot = Bucket.Slot.Of(bucket.Start(stretch)); Bucket.Slot.Start(slot) < bucket.Start(stretch + 1); slot++)
        {
            foreach ((long key, byte[] packed) in raw.Read(Bucket.Key(slot, firstCheck), Bucket.Key(slot, lastCheck)))
            {
                ResultPack.TryUnpack(packed, Bucket.Slot.Start(slot), byCheck[Bucket.CheckOf(key) - firstCheck] ??= []);
            }
        }

        for (int i = 0; i < byCheck.Length; i++)
        {
            if (byCheck[i] is { Count: > 0 } results)
            {
                Store(bucket, stretch, firstCheck + i, CollectionsMarshal.AsSpan(results));
            }
        }
    }

    private void Store(Bucket bucket, long stretch, int check, ReadOnlySpan<StoredResult> results)
    {
        long key = Bucket.Key(stretch, check);
        Figures of = Figures.Of(results);
        Statement table = bucket == Bucket.Day ? _days : _hours;
        table.Execute(
            key, of.Ok, of.Warning, of.Critical, of.Unknown, (long)of.Minimum, (long)of.Average, (long)of.Maximum,
            (long)of.P50, (long)of.P95, (long)of.P99);
        if (bucket == Bucket.Hour)
        {
            _minutes.Execute(key, MinutePack.Pack(_writer, results, bucket.Start(stretch)));
        }
    }
}
