using CheckTcp.Monitor.Domain;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Reports that wait to be sent, and when each check was last reported.</summary>
internal sealed class ReportTables(WriteConnection connection) : IDisposable
{
    private const string ThisHost = "";
    private const string Select =
        """
        SELECT reports.id AS Id, host AS Host, name AS CheckName, status AS Status, message AS Message, occurred_at AS OccurredAt,
            notification_interval AS NotificationInterval, max_check_attempts AS MaxCheckAttempts
        FROM reports JOIN checks ON checks.id = check_id
        """;

    private const string SelectOldest = "SELECT occurred_at FROM reports ORDER BY id LIMIT 1";

    private readonly Statement _report = new(
        connection.Connection,
        """
        INSERT INTO reports (id, host, check_id, status, message, occurred_at, notification_interval, max_check_attempts)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO NOTHING
        """,
        8);

    private readonly Statement _reported = new(
        connection.Connection,
        "INSERT INTO reported (check_id, occurred_at) VALUES ($1, $2) ON CONFLICT (check_id) DO UPDATE SET occurred_at = excluded.occurred_at",
        2);

    private readonly Statement _remove = new(connection.Connection, "DELETE FROM reports WHERE id = $1", 1);
    private readonly Statement _oldest = new(connection.Connection, SelectOldest);

    /// <summary>In seconds since 1970; <c>null</c> when none waits.</summary>
    public long? Oldest => _oldest.Number();

    /// <summary>Puts a report into the queue, in the transaction that runs.</summary>
    public void Save(int check, OutgoingReport report)
    {
        _report.Execute(
            report.Id, report.Host ?? ThisHost, check, (int)report.Status, report.Message, report.OccurredAt, report.NotificationInterval,
            report.MaxCheckAttempts);
        _reported.Execute(check, report.OccurredAt);
    }

    /// <summary>The first reports for a host.</summary>
    public List<OutgoingReport> First(string? host, int most) =>
        [.. connection.Connection.Query<ReportRow>(
            $"{Select} WHERE host = @host ORDER BY reports.id LIMIT @most", new { host = host ?? ThisHost, most }).Select(row => row.ToReport())];

    /// <summary>The reports for all hosts.</summary>
    public List<OutgoingReport> All() =>
        [.. connection.Connection.Query<ReportRow>($"{Select} ORDER BY reports.id").Select(row => row.ToReport())];

    /// <summary>Takes reports out of the queue. A loss of power may bring them back; the server takes none twice.</summary>
    public void Remove(IEnumerable<long> ids) => connection.Repeatably(() =>
    {
        foreach (long id in ids)
        {
            _remove.Execute(id);
        }
    });

    /// <summary>Drops reports of this time, in seconds since 1970, and before it from the head of the queue.</summary>
    /// <returns>What was dropped, at most <paramref name="most"/>.</returns>
    public IReadOnlyList<DroppedReport> Drop(long occurredAt, int most)
    {
        if (!(Oldest <= occurredAt))
        {
            return [];
        }

        (long Id, string Host, string Check, long OccurredAt)[] old = [.. connection.Connection.Query<(long Id, string Host, string Check, long OccurredAt)>(
            """
            SELECT reports.id, host, name, occurred_at FROM reports JOIN checks ON checks.id = check_id
            ORDER BY reports.id LIMIT @most
            """,
            new { most }).TakeWhile(row => row.OccurredAt <= occurredAt)];
        Remove(old.Select(row => row.Id));
        return [.. old.Select(row => new DroppedReport(HostOf(row.Host), row.Check))];
    }

    public void Dispose()
    {
        _report.Dispose();
        _reported.Dispose();
        _remove.Dispose();
        _oldest.Dispose();
    }

    /// <summary>What a start goes on from.</summary>
    public static StoredReports Load(SqliteConnection connection) => new(
        connection.Query<(string Host, long Count)>("SELECT host, count(*) FROM reports GROUP BY host")
            .Select(row => (HostOf(row.Host), row.Count)).ToList(),
        connection.Query<(string Check, long OccurredAt)>("SELECT name, occurred_at FROM reported JOIN checks ON checks.id = check_id")
            .ToDictionary(row => row.Check, row => row.OccurredAt),
        connection.ExecuteScalar<long?>("SELECT max(id) FROM reports") ?? 0,
        connection.ExecuteScalar<long?>(SelectOldest));

    private static string? HostOf(string host) => host == ThisHost ? null : host;

    private sealed record ReportRow(
        long Id, string Host, string CheckName, long Status, string Message, long OccurredAt, long? NotificationInterval, long? MaxCheckAttempts)
    {
        public OutgoingReport ToReport() => new(Id, HostOf(Host), CheckName, (Status)Status, Message, OccurredAt)
        {
            NotificationInterval = (int?)NotificationInterval,
            MaxCheckAttempts = (int?)MaxCheckAttempts,
        };
    }
}
