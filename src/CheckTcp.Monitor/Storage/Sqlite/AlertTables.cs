using CheckTcp.Monitor.Domain;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Writes alerts, their events and the states of checks. Each may be written twice without harm.</summary>
internal sealed class AlertTables(SqliteConnection connection) : IDisposable
{
    private readonly Statement _alert = new(
        connection,
        """
        INSERT INTO alerts (id, check_id, status, message, opened_at, attempts, closed_at, reason, diagnosis, opened_with)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (id) DO UPDATE SET
            status = excluded.status, message = excluded.message, attempts = excluded.attempts, closed_at = excluded.closed_at,
            reason = excluded.reason, diagnosis = excluded.diagnosis
        """,
        10);

    private readonly Statement _event = new(
        connection,
        """
        INSERT INTO alert_events (alert_id, kind, at, status, message, diagnosis) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (alert_id, at, kind) DO NOTHING
        """,
        6);

    private readonly Statement _state = new(
        connection,
        """
        INSERT INTO check_states (check_id, attempts, last_status, last_attempt_at, notified_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (check_id) DO UPDATE SET
            attempts = excluded.attempts, last_status = excluded.last_status, last_attempt_at = excluded.last_attempt_at,
            notified_at = excluded.notified_at
        """,
        5);

    public void Save(int check, Alert alert) => _alert.Execute(
        alert.Id, check, (int)alert.Status, alert.Message, StoredTime.Of(alert.OpenedAt), alert.Attempts, StoredTime.Of(alert.ClosedAt),
        alert.Reason, DiagnosisJson.TextOf(alert.Diagnosis), DiagnosisJson.TextOf(alert.OpenedWith));

    public void Save(AlertEvent change) => _event.Execute(
        change.AlertId, (int)change.Kind, StoredTime.Of(change.At), (int)change.Status, change.Message, DiagnosisJson.TextOf(change.Diagnosis));

    public void Save(int check, AlertState state) => _state.Execute(
        check, state.Attempts, (int?)state.LastStatus, StoredTime.Of(state.LastAttemptAt), StoredTime.Of(state.NotifiedAt));

    public void Dispose()
    {
        _alert.Dispose();
        _event.Dispose();
        _state.Dispose();
    }
}
