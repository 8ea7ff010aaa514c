using CheckTcp.Monitor.Alerting;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.History.Sqlite;

/// <summary>Writes alerts, their events and the states of checks. Each may be written twice without harm.</summary>
internal sealed class AlertTables(SqliteConnection connection) : IDisposable
{
    private readonly Statement _alert = new(
        connection,
        """
        INSERT INTO alerts (id, check_id, status, message, opened_at, attempts, closed_at, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO UPDATE SET
            status = excluded.status, message = excluded.message, attempts = excluded.attempts, closed_at = excluded.closed_at,
            reason = excluded.reason
        """,
        8);

    private readonly Statement _event = new(
        connection,
        """
        INSERT INTO alert_events (alert_id, kind, at, status, message) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (alert_id, at, kind) DO NOTHING
        """,
        5);

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
        alert.Reason);

    public void Save(AlertEvent change) => _event.Execute(
        change.AlertId, (int)change.Kind, StoredTime.Of(change.At), (int)change.Status, change.Message);

    public void Save(int check, AlertState state) => _state.Execute(
        check, state.Attempts, (int?)state.LastStatus, StoredTime.Of(state.LastAttemptAt), StoredTime.Of(state.NotifiedAt));

    public void Dispose()
    {
        _alert.Dispose();
        _event.Dispose();
        _state.Dispose();
    }
}
