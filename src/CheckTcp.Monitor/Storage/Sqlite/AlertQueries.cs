using CheckTcp.Monitor.Domain;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>What is asked about alerts and states.</summary>
internal sealed class AlertQueries(SqliteConnection connection)
{
    private const string Columns =
        """
        alerts.id AS Id, checks.name AS CheckName, alerts.status AS Status, alerts.message AS Message, alerts.opened_at AS OpenedAt,
        alerts.attempts AS Attempts, alerts.closed_at AS ClosedAt, alerts.reason AS Reason,
        alerts.diagnosis AS Diagnosis, alerts.opened_with AS OpenedWith
        """;

    /// <inheritdoc cref="SqliteStore.LoadState"/>
    public StoredState LoadState()
    {
        Dictionary<string, AlertState> states = new(StringComparer.Ordinal);
        foreach (StateRow row in connection.Query<StateRow>(
            """
            SELECT checks.name AS CheckName, attempts AS Attempts, last_status AS LastStatus, last_attempt_at AS LastAttemptAt,
                notified_at AS NotifiedAt
            FROM check_states JOIN checks ON checks.id = check_id
            """,
            buffered: false))
        {
            states.Add(row.CheckName, row.ToState());
        }

        foreach (Alert open in Alerts(includeClosed: false, check: null, limit: int.MaxValue))
        {
            states[open.Check] = states.GetValueOrDefault(open.Check, AlertState.New) with { Open = open };
        }

        long last = connection.ExecuteScalar<long?>("SELECT seq FROM sqlite_sequence WHERE name = 'alerts'") ?? 0;
        return new StoredState(states, last + 1, ReportTables.Load(connection))
        {
            Certificates = CertificateTable.Load(connection),
            Clock = connection.ExecuteScalar<long?>("SELECT value FROM progress WHERE name = @Clock", new { Progress.Clock }) ?? 0,
        };
    }

    /// <inheritdoc cref="HistoryReader.Alerts"/>
    public IReadOnlyList<Alert> Alerts(bool includeClosed, string? check, int limit) =>
        [.. connection.Query<AlertRow>(
            $"""
            SELECT {Columns} FROM alerts JOIN checks ON checks.id = alerts.check_id
            WHERE {(includeClosed ? "TRUE" : "alerts.closed_at IS NULL")} AND {(check is null ? "TRUE" : "checks.name = @check")}
            ORDER BY alerts.id DESC LIMIT @limit
            """,
            new { check, limit }).Select(row => row.ToAlert())];

    /// <inheritdoc cref="HistoryReader.FindAlert"/>
    public Alert? FindAlert(long id) => connection.QueryFirstOrDefault<AlertRow>(
        $"SELECT {Columns} FROM alerts JOIN checks ON checks.id = alerts.check_id WHERE alerts.id = @id", new { id })?.ToAlert();

    /// <inheritdoc cref="HistoryReader.Events"/>
    public IReadOnlyList<AlertEvent> Events(long alertId) =>
        [.. connection.Query<EventRow>(
            """
            SELECT alert_id AS AlertId, kind AS Kind, at AS At, status AS Status, message AS Message, diagnosis AS Diagnosis
            FROM alert_events WHERE alert_id = @alertId ORDER BY id
            """,
            new { alertId }).Select(row => row.ToEvent())];

    private sealed record StateRow(string CheckName, long Attempts, long? LastStatus, long? LastAttemptAt, long? NotifiedAt)
    {
        public AlertState ToState() => new()
        {
            Attempts = (int)Attempts,
            LastStatus = (Status?)LastStatus,
            LastAttemptAt = StoredTime.From(LastAttemptAt),
            NotifiedAt = StoredTime.From(NotifiedAt),
        };
    }

    private sealed record AlertRow(
        long Id, string CheckName, long Status, string Message, long OpenedAt, long Attempts, long? ClosedAt, string? Reason,
        string? Diagnosis, string? OpenedWith)
    {
        public Alert ToAlert() => new(Id, CheckName, (Status)Status, Message, StoredTime.From(OpenedAt), (int)Attempts)
        {
            ClosedAt = StoredTime.From(ClosedAt),
            Reason = Reason,
            Diagnosis = DiagnosisJson.Parse(Diagnosis),
            OpenedWith = DiagnosisJson.Parse(OpenedWith),
        };
    }

    private sealed record EventRow(long AlertId, long Kind, long At, long Status, string Message, string? Diagnosis)
    {
        public AlertEvent ToEvent() => new(AlertId, (AlertEventKind)Kind, StoredTime.From(At), (Status)Status, Message)
        {
            Diagnosis = DiagnosisJson.Parse(Diagnosis),
        };
    }
}
