using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Facade;

/// <summary>What a store tells, as commands show it.</summary>
internal static class HistoryViews
{
    /// <summary>Alerts are listed up to here.</summary>
    public const int MaxAlerts = 10_000;

    // Longer than this, figures by the minute (the hour, the day) say as much as single results, and can be read at once.
    private static readonly (TimeSpan UpTo, Resolution Resolution, string Name)[] Resolutions =
    [
        (TimeSpan.FromDays(30), Resolution.Minute, "minute"),
        (TimeSpan.FromDays(730), Resolution.Hour, "hour"),
        (TimeSpan.MaxValue, Resolution.Day, "day"),
    ];

    private static readonly TimeSpan SingleResults = TimeSpan.FromDays(2);

    /// <summary>Results of a check over a period: single ones up to two days, else figures.</summary>
    /// <exception cref="ControlException">The store cannot be read.</exception>
    public static HistoryView Of(string storePath, string check, DateTimeOffset since, DateTimeOffset until) => Read(storePath, store =>
    {
        if (until - since <= SingleResults)
        {
            return new HistoryView(check, since, until, "result", [.. store.Results(check, since, until).Select(Of)], []);
        }

        (_, Resolution resolution, string name) = Resolutions.First(resolution => until - since <= resolution.UpTo);
        return new HistoryView(check, since, until, name, [], [.. store.Rollups(check, resolution, since, until).Select(Of)]);
    });

    /// <summary>Asks a store.</summary>
    /// <exception cref="ControlException">It cannot be read.</exception>
    public static T Read<T>(string storePath, Func<HistoryReader, T> ask)
    {
        try
        {
            using HistoryReader store = HistoryReader.Open(storePath);
            return ask(store);
        }
        catch (StoreException e)
        {
            throw new ControlException(e.Message, e);
        }
        catch (SqliteException e)
        {
            throw new ControlException($"history {storePath}: {e.Message}", e);
        }
    }

    private static ResultView Of(PastResult result) => new(
        result.StartedAt,
        result.Status.ToText(),
        (result.ResponseTime ?? result.Duration).TotalSeconds,
        result.Phases?.Resolve?.TotalSeconds,
        result.Phases?.Connect?.TotalSeconds,
        result.Phases?.Proxy?.TotalSeconds,
        result.Phases?.Tls?.TotalSeconds,
        result.Phases?.FirstByte?.TotalSeconds,
        result.Phases?.Dialogue?.TotalSeconds,
        result.Message)
    {
        Diagnosis = result.Diagnosis,
    };

    private static RollupView Of(Rollup rollup) => new(
        rollup.Start, rollup.Ok, rollup.Warning, rollup.Critical, rollup.Unknown,
        rollup.Minimum.TotalSeconds, rollup.Average.TotalSeconds, rollup.Maximum.TotalSeconds,
        rollup.P50.TotalSeconds, rollup.P95.TotalSeconds, rollup.P99.TotalSeconds);
}
