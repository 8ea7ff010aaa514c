using CheckTcp.Monitor.Domain;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Reads the history, from any thread, while a daemon writes or none runs. What it tells in one call belongs together.</summary>
internal sealed class HistoryReader : IDisposable
{
    private readonly string _connectionString;

    private HistoryReader(string connectionString) => _connectionString = connectionString;

    /// <exception cref="SqliteException">It cannot be read.</exception>
    /// <exception cref="StoreException">There is no history, or one that this program cannot read.</exception>
    public static HistoryReader Open(string path)
    {
        StoreFiles.RefuseOthers(path);
        if (!File.Exists(path))
        {
            throw new StoreException($"history {path}: there is none yet; start check-tcpd, or name its data_directory");
        }

        HistoryReader reader = new(ConnectionString(path));
        try
        {
            reader.Read(CheckVersion);
            return reader;
        }
        catch (SqliteException error) when (
            error.SqliteErrorCode is raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_FULL or raw.SQLITE_IOERR)
        {
            // A read-only or full disk, or a foreign folder, in which SQLite cannot make the file that readers and the writer share. Nobody
            // writes there, then, so it can be read as it lies. On a full disk the error is one of the disk (SQLITE_IOERR_SHMSIZE).
            reader.Dispose();
        }

        HistoryReader asItLies = new(ConnectionString($"{new Uri(path).AbsoluteUri}?immutable=1"));
        asItLies.Read(CheckVersion);
        return asItLies;
    }

    /// <inheritdoc cref="SqliteStore.LoadState"/>
    public StoredState LoadState() => Read(connection => new AlertQueries(connection).LoadState());

    /// <summary>Alerts, the newest first.</summary>
    /// <param name="includeClosed">Not only the open ones.</param>
    /// <param name="check">Of one check; <c>null</c> for all.</param>
    /// <param name="limit">The most that are wanted.</param>
    public IReadOnlyList<Alert> Alerts(bool includeClosed, string? check = null, int limit = 100) =>
        Read(connection => new AlertQueries(connection).Alerts(includeClosed, check, limit));

    /// <returns><c>null</c> when there is no alert of that number.</returns>
    public Alert? FindAlert(long id) => Read(connection => new AlertQueries(connection).FindAlert(id));

    /// <summary>What happened to an alert, in the order in which it was stored.</summary>
    public IReadOnlyList<AlertEvent> Events(long alertId) => Read(connection => new AlertQueries(connection).Events(alertId));

    /// <summary>The results of a check, in the order of their time.</summary>
    /// <param name="check">The name of the check.</param>
    /// <param name="since">The first time that is wanted.</param>
    /// <param name="until">The first that is not.</param>
    public IReadOnlyList<PastResult> Results(string check, DateTimeOffset since, DateTimeOffset until) => Read(connection =>
    {
        ResultQueries results = new(connection);
        return NumberOf(connection, check) is { } number && Stretch(since, until) is var (first, end)
            ? [.. results.Between(number, first, end).Select(result => results.ToPast(check, result))]
            : (IReadOnlyList<PastResult>)[];
    });

    /// <summary>What the results of a check come to, each stretch that has results, in order; the first and the last stretch
    /// whole.</summary>
    /// <param name="check">The name of the check.</param>
    /// <param name="resolution">How long the stretches are.</param>
    /// <param name="since">The first time that is wanted.</param>
    /// <param name="until">The first that is not.</param>
    public IReadOnlyList<Rollup> Rollups(string check, Resolution resolution, DateTimeOffset since, DateTimeOffset until) =>
        Read(connection => NumberOf(connection, check) is { } number && Stretch(since, until) is var (first, end)
            ? new RollupQueries(connection, new ResultQueries(connection)).Between(number, resolution, first, end)
            : []);

    /// <summary>The latest result of each check that ran in the two hours before the newest result of all, ordered by name.</summary>
    public IReadOnlyList<PastResult> LatestResults() => Read(connection => new ResultQueries(connection).Latest());

    /// <summary>Writes all of it, as it is at one moment, to a file that is empty.</summary>
    public void CopyTo(string file)
    {
        using SqliteConnection connection = new(_connectionString);
        connection.Open();
        connection.Execute("VACUUM INTO @file", new { file }, commandTimeout: 0);
    }

    /// <summary>Closes what it keeps open.</summary>
    public void Dispose()
    {
        using SqliteConnection connection = new(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static string ConnectionString(string source) => new SqliteConnectionStringBuilder
    {
        DataSource = source,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = true,
        DefaultTimeout = 5,
    }.ToString();

    private static long CheckVersion(SqliteConnection connection)
    {
        long version = connection.ExecuteScalar<long>("PRAGMA user_version");
        return version == Schema.Steps.Count
            ? version
            : throw new StoreException(
                $"history {connection.DataSource}: its tables have version {version}, this program reads {Schema.Steps.Count}; "
                + (version < Schema.Steps.Count ? "start check-tcpd once, which leads them on" : "use the check-tcpd that wrote it"));
    }

    private static int? NumberOf(SqliteConnection connection, string check) =>
        connection.ExecuteScalar<int?>("SELECT id FROM checks WHERE name = @check", new { check });

    /// <returns>In milliseconds since 1970; <c>null</c> when it is empty.</returns>
    private static (long First, long End)? Stretch(DateTimeOffset since, DateTimeOffset until)
    {
        long first = Math.Max(0, since.ToUnixTimeMilliseconds());
        long end = until.ToUnixTimeMilliseconds();
        return first < end ? (first, end) : null;
    }

    /// <summary>Reads in one transaction: what compaction moves meanwhile is neither missed nor met twice.</summary>
    private T Read<T>(Func<SqliteConnection, T> query)
    {
        using SqliteConnection connection = new(_connectionString);
        connection.Open();
        using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true);
        return query(connection);
    }
}
