using CheckTcp.Monitor.Configuration;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Deletes what has been kept long enough, and gives the room back.</summary>
internal sealed class Retaining(WriteConnection connection, Progress progress, BatchWriter writer, Slice slice)
{
    /// <summary>Rows that are deleted by one statement.</summary>
    private const int Rows = 500;

    /// <summary>Free pages are used again by what comes next; the file shrinks only where more than half of it, and this much, is
    /// free.</summary>
    private const long WorthShrinking = 1024;

    private const int PagesAtOnce = 100;

    public IEnumerable<int> Slices(DateTimeOffset now, Retention retention) => Results(Past(now, retention.Results))
        .Concat(Delete("minutes", Key(Bucket.Hour, Past(now, retention.Minutes, retention.Results))))
        .Concat(Delete("hours", Key(Bucket.Hour, Past(now, retention.Hours, retention.Results))))
        .Concat(Delete("days", Key(Bucket.Day, Past(now, retention.Days, retention.Results))))
        .Concat(Alerts(Past(now, retention.Alerts)))
        .Concat(Shrink());

    /// <summary>The time before which something goes. Figures stay at least as long as the results that they were made from, since those
    /// are not rolled up again.</summary>
    private static DateTimeOffset Past(DateTimeOffset now, TimeSpan kept, TimeSpan atLeast = default)
    {
        TimeSpan age = kept > atLeast ? kept : atLeast;
        return now - DateTimeOffset.UnixEpoch > age ? now - age : DateTimeOffset.UnixEpoch;
    }

    private static long Key(Bucket bucket, DateTimeOffset until) =>
        Bucket.Key(bucket.Of(until.ToUnixTimeMilliseconds()), 0);

    /// <summary>Results stay until their day is rolled up, however short they are to be kept: a day's figures are made from them.</summary>
    private IEnumerable<int> Results(DateTimeOffset until)
    {
        long rolledUp = Bucket.Slot.Of(Bucket.Day.Start(progress.Get(Progress.Days) ?? 0));
        long oldest = Math.Min(Bucket.Slot.Of(until.ToUnixTimeMilliseconds()), rolledUp);
        if (oldest <= (progress.Get(Progress.Raw) ?? 0))
        {
            yield break;
        }

        connection.Repeatably(() => progress.Set(Progress.Raw, oldest));
        foreach (int step in Delete("raw", Bucket.Key(oldest, 0)))
        {
            yield return step;
        }

        long day = Bucket.Day.Of(Bucket.Slot.Start(oldest));
        foreach (int step in Repeat(() => connection.Connection.Execute(
            "DELETE FROM texts WHERE id IN (SELECT id FROM texts WHERE day < @day LIMIT @Rows)", new { day, Rows })))
        {
            yield return step;
        }

        writer.ForgetTexts();
    }

    private IEnumerable<int> Delete(string table, long until) => Repeat(() => connection.Connection.Execute(
        $"DELETE FROM {table} WHERE key IN (SELECT key FROM {table} WHERE key < @until ORDER BY key LIMIT @Rows)", new { until, Rows }));

    private IEnumerable<int> Alerts(DateTimeOffset until)
    {
        long closed = StoredTime.Of(until);
        return Repeat(() =>
        {
            long[] ids = [.. connection.Connection.Query<long>(
                "SELECT id FROM alerts WHERE closed_at < @closed ORDER BY closed_at LIMIT @Rows", new { closed, Rows })];
            connection.Connection.Execute("DELETE FROM alert_events WHERE alert_id IN @ids", new { ids });
            return connection.Connection.Execute("DELETE FROM alerts WHERE id IN @ids", new { ids });
        });
    }

    /// <summary>Runs a statement until it finds nothing more to do.</summary>
    private IEnumerable<int> Repeat(Func<int> delete)
    {
        int deleted = Rows;
        while (deleted > 0)
        {
            connection.Repeatably(() =>
            {
                slice.Begin();
                do
                {
                    deleted = delete();
                }
                while (deleted > 0 && !slice.IsOver);
            });
            yield return deleted;
        }
    }

    private IEnumerable<int> Shrink()
    {
        long free = Free();
        if (free < WorthShrinking || free < connection.Connection.ExecuteScalar<long>("PRAGMA page_count") / 2)
        {
            yield break;
        }

        while (Free() > 0)
        {
            connection.Repeatably(() =>
            {
                slice.Begin();
                do
                {
                    // SQLite gives back one page a row of this statement's answer.
                    _ = connection.Connection.Query<long>($"PRAGMA incremental_vacuum({PagesAtOnce})").AsList();
                }
                while (Free() > 0 && !slice.IsOver);
            });
            yield return 0;
        }
    }

    private long Free() => connection.Connection.ExecuteScalar<long>("PRAGMA freelist_count");
}
