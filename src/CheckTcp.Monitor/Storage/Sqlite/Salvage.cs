using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>What can still be read of a damaged file: names, alerts, events, states, certificates and reports to be sent. Results are left in it.</summary>
internal sealed class Salvage
{
    /// <summary>Alert numbers that are left out when the highest cannot be read: those that were given to people are not given
    /// again.</summary>
    private const long LeftOut = 1000;

    /// <summary>In the place of a column that an older file lacks; a typed one, so that it can be read as any other.</summary>
    private const string None = "''";

    private Dictionary<long, string> _checks = [];
    private Dictionary<long, AlertRow> _alerts = [];
    private Dictionary<long, EventRow> _events = [];
    private Dictionary<long, StateRow> _states = [];
    private Dictionary<long, ReportRow> _reports = [];
    private Dictionary<long, ReportedRow> _reported = [];
    private Dictionary<long, CertificateRow> _certificates = [];
    private long? _highestAlert;

    public IReadOnlyCollection<AlertRow> Alerts => _alerts.Values;

    public IReadOnlyCollection<StateRow> States => _states.Values;

    /// <summary>All of it could be read.</summary>
    public bool IsWhole { get; private set; } = true;

    public static Salvage From(string path)
    {
        Salvage salvage = new();
        if (!File.Exists(path))
        {
            return salvage;
        }

        using SqliteConnection connection = new(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        salvage.Attempt(() =>
        {
            connection.Open();
            connection.Execute("PRAGMA cell_size_check = ON");
        });
        long version = 0;
        salvage.Attempt(() => version = connection.ExecuteScalar<long>("PRAGMA user_version"));
        salvage._checks = salvage.Read<CheckRow>(connection, "SELECT id AS Id, name AS Name FROM checks", row => row.Id)
            .ToDictionary(row => row.Key, row => row.Value.Name);
        bool diagnosed = version >= Schema.WithDiagnoses;
        salvage._alerts = salvage.Read<AlertRow>(
            connection,
            $"""
            SELECT id AS Id, check_id AS CheckId, status AS Status, message AS Message, opened_at AS OpenedAt, attempts AS Attempts,
                closed_at AS ClosedAt, reason AS Reason, {(diagnosed ? "diagnosis" : None)} AS Diagnosis,
                {(diagnosed ? "opened_with" : None)} AS OpenedWith
            FROM alerts NOT INDEXED
            """,
            row => row.Id);
        salvage._events = salvage.Read<EventRow>(
            connection,
            $"""
            SELECT id AS Id, alert_id AS AlertId, kind AS Kind, at AS At, status AS Status, message AS Message,
                {(diagnosed ? "diagnosis" : None)} AS Diagnosis
            FROM alert_events NOT INDEXED
            """,
            row => row.Id);
        salvage._states = salvage.Read<StateRow>(
            connection,
            """
            SELECT check_id AS Id, attempts AS Attempts, last_status AS LastStatus, last_attempt_at AS LastAttemptAt,
                notified_at AS NotifiedAt
            FROM check_states
            """,
            row => row.Id);
        if (version >= Schema.WithReports)
        {
            salvage.ReadReports(connection);
        }

        if (diagnosed)
        {
            salvage.ReadCertificates(connection);
        }

        salvage.Attempt(() =>
            salvage._highestAlert = connection.ExecuteScalar<long?>("SELECT seq FROM sqlite_sequence WHERE name = 'alerts'"));
        return salvage;
    }

    /// <summary>Writes what was read into a new store; what names a check that could not be read is left out.</summary>
    public void WriteTo(WriteConnection store) => store.Durably(() =>
    {
        SqliteConnection to = store.Connection;
        to.Execute("INSERT OR IGNORE INTO checks (id, name) VALUES (@Key, @Value)", _checks.Where(check => check.Value is not null));
        to.Execute(
            """
            INSERT OR IGNORE INTO alerts (id, check_id, status, message, opened_at, attempts, closed_at, reason, diagnosis, opened_with)
            VALUES (@Id, @CheckId, @Status, @Message, @OpenedAt, @Attempts, @ClosedAt, @Reason, @Diagnosis, @OpenedWith)
            """,
            _alerts.Values.Where(alert => _checks.ContainsKey(alert.CheckId)));
        to.Execute(
            """
            INSERT OR IGNORE INTO alert_events (id, alert_id, kind, at, status, message, diagnosis)
            VALUES (@Id, @AlertId, @Kind, @At, @Status, @Message, @Diagnosis)
            """,
            _events.Values);
        to.Execute(
            """
            INSERT OR IGNORE INTO check_states (check_id, attempts, last_status, last_attempt_at, notified_at)
            VALUES (@Id, @Attempts, @LastStatus, @LastAttemptAt, @NotifiedAt)
            """,
            _states.Values.Where(state => _checks.ContainsKey(state.Id)));
        to.Execute(
            """
            INSERT OR IGNORE INTO reports (id, host, check_id, status, message, occurred_at, notification_interval, max_check_attempts)
            VALUES (@Id, @Host, @CheckId, @Status, @Message, @OccurredAt, @NotificationInterval, @MaxCheckAttempts)
            """,
            _reports.Values.Where(report => _checks.ContainsKey(report.CheckId)));
        to.Execute(
            "INSERT OR IGNORE INTO reported (check_id, occurred_at) VALUES (@Id, @OccurredAt)",
            _reported.Values.Where(reported => _checks.ContainsKey(reported.Id)));
        to.Execute(
            """
            INSERT OR IGNORE INTO certificates (
                check_id, fingerprint, subject, not_after, first_subject, first_not_after, chain_trusted, since, last_seen,
                previous_fingerprint, handshake)
            VALUES (@CheckId, @Fingerprint, @Subject, @NotAfter, @FirstSubject, @FirstNotAfter, @ChainTrusted, @Since, @LastSeen,
                @PreviousFingerprint, @Handshake)
            """,
            _certificates.Values.Where(certificate => _checks.ContainsKey(certificate.CheckId)));
        long highest = _highestAlert ?? (_alerts.Keys.Append(0).Max() + (IsWhole ? 0 : LeftOut));
        to.Execute("DELETE FROM sqlite_sequence WHERE name = 'alerts'");
        to.Execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('alerts', @highest)", new { highest });
    });

    private void ReadReports(SqliteConnection connection)
    {
        _reports = Read<ReportRow>(
            connection,
            """
            SELECT id AS Id, host AS Host, check_id AS CheckId, status AS Status, message AS Message, occurred_at AS OccurredAt,
                notification_interval AS NotificationInterval, max_check_attempts AS MaxCheckAttempts
            FROM reports NOT INDEXED
            """,
            row => row.Id);
        _reported = Read<ReportedRow>(
            connection, "SELECT check_id AS Id, occurred_at AS OccurredAt FROM reported", row => row.Id);
    }

    private void ReadCertificates(SqliteConnection connection) => _certificates = Read<CertificateRow>(
        connection,
        """
        SELECT id AS Id, check_id AS CheckId, fingerprint AS Fingerprint, subject AS Subject, not_after AS NotAfter,
            first_subject AS FirstSubject, first_not_after AS FirstNotAfter, chain_trusted AS ChainTrusted, since AS Since,
            last_seen AS LastSeen, previous_fingerprint AS PreviousFingerprint, handshake AS Handshake
        FROM certificates NOT INDEXED
        """,
        row => row.Id);

    /// <summary>Reads from the front until damage, then from the back: what lies between two damaged places is lost.</summary>
    private Dictionary<long, T> Read<T>(SqliteConnection connection, string select, Func<T, long> key)
    {
        Dictionary<long, T> rows = [];
        foreach (string order in (ReadOnlySpan<string>)["", " ORDER BY 1 DESC"])
        {
            bool whole = Attempt(() =>
            {
                foreach (T row in connection.Query<T>(select + order, buffered: false))
                {
                    rows[key(row)] = row;
                }
            });
            if (whole)
            {
                break;
            }
        }

        return rows;
    }

    private bool Attempt(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception error) when (error is SqliteException or InvalidOperationException or System.Data.DataException or FormatException)
        {
            // A damaged page, or a value in it that is not of its column's kind.
            IsWhole = false;
            return false;
        }
    }

    private sealed record CheckRow(long Id, string Name);

    internal sealed record AlertRow(
        long Id, long CheckId, long Status, string Message, long OpenedAt, long Attempts, long? ClosedAt, string? Reason,
        string? Diagnosis, string? OpenedWith);

    internal sealed record StateRow(long Id, long Attempts, long? LastStatus, long? LastAttemptAt, long? NotifiedAt);

    private sealed record ReportRow(
        long Id, string Host, long CheckId, long Status, string Message, long OccurredAt, long? NotificationInterval, long? MaxCheckAttempts);

    private sealed record ReportedRow(long Id, long OccurredAt);

    private sealed record EventRow(long Id, long AlertId, long Kind, long At, long Status, string Message, string? Diagnosis);

    private sealed record CertificateRow(
        long Id, long CheckId, string Fingerprint, string Subject, long NotAfter, string FirstSubject, long FirstNotAfter, long ChainTrusted,
        long Since, long LastSeen, string? PreviousFingerprint, string? Handshake);
}
