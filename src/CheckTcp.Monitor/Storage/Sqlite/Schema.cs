using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>The tables, as steps from each version to the next; the version is SQLite's <c>user_version</c>.</summary>
/// <remarks>Times in alerts, events, states and certificates are 100 ns since 1970, so that a state comes back exactly as it was; those of results are
/// milliseconds. Response times are microseconds.</remarks>
internal static class Schema
{
    /// <summary>"ctcd": tells our file from any other SQLite database.</summary>
    public const int ApplicationId = 0x63746364;

    /// <summary>The version since which reports are in the file.</summary>
    public const int WithReports = 2;

    /// <summary>The version since which diagnoses and certificates are in the file.</summary>
    public const int WithDiagnoses = 3;

    /// <summary>Step n leads from version n to n+1. What was released is never changed; a change is a new step.</summary>
    public static readonly IReadOnlyList<string> Steps =
    [
        """
        CREATE TABLE checks (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);

        -- Messages of results, each once a day: what is older than the results that may name it goes by its day, without a search for its
        -- users.
        CREATE TABLE texts (id INTEGER PRIMARY KEY AUTOINCREMENT, day INTEGER NOT NULL, hash INTEGER NOT NULL, text TEXT NOT NULL);
        CREATE INDEX texts_by_day ON texts (day, hash);

        -- Results as they came, a row a commit. AUTOINCREMENT: a number is not given again while compaction still deletes up to it.
        CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, results INTEGER NOT NULL,
            packed BLOB NOT NULL);

        -- By stretch and check: key = (stretch << 32) | check; see Bucket.
        CREATE TABLE raw (key INTEGER PRIMARY KEY, packed BLOB NOT NULL);
        CREATE TABLE minutes (key INTEGER PRIMARY KEY, packed BLOB NOT NULL);
        CREATE TABLE hours (
            key INTEGER PRIMARY KEY, ok INTEGER NOT NULL, warning INTEGER NOT NULL, critical INTEGER NOT NULL, unknown INTEGER NOT NULL,
            minimum INTEGER NOT NULL, average INTEGER NOT NULL, maximum INTEGER NOT NULL,
            p50 INTEGER NOT NULL, p95 INTEGER NOT NULL, p99 INTEGER NOT NULL);
        CREATE TABLE days (
            key INTEGER PRIMARY KEY, ok INTEGER NOT NULL, warning INTEGER NOT NULL, critical INTEGER NOT NULL, unknown INTEGER NOT NULL,
            minimum INTEGER NOT NULL, average INTEGER NOT NULL, maximum INTEGER NOT NULL,
            p50 INTEGER NOT NULL, p95 INTEGER NOT NULL, p99 INTEGER NOT NULL);

        -- hours, days: the first stretch that is not rolled up yet. raw: the first slot whose results are kept.
        -- clock: the time that retention went by.
        CREATE TABLE progress (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

        CREATE TABLE alerts (
            id INTEGER PRIMARY KEY AUTOINCREMENT, check_id INTEGER NOT NULL, status INTEGER NOT NULL, message TEXT NOT NULL,
            opened_at INTEGER NOT NULL, attempts INTEGER NOT NULL, closed_at INTEGER, reason TEXT);
        CREATE UNIQUE INDEX one_open_alert ON alerts (check_id) WHERE closed_at IS NULL;
        CREATE INDEX alerts_by_check ON alerts (check_id);
        CREATE INDEX alerts_by_end ON alerts (closed_at) WHERE closed_at IS NOT NULL;

        CREATE TABLE alert_events (
            id INTEGER PRIMARY KEY, alert_id INTEGER NOT NULL, kind INTEGER NOT NULL, at INTEGER NOT NULL, status INTEGER NOT NULL,
            message TEXT NOT NULL, UNIQUE (alert_id, at, kind));

        CREATE TABLE check_states (
            check_id INTEGER PRIMARY KEY, attempts INTEGER NOT NULL, last_status INTEGER, last_attempt_at INTEGER, notified_at INTEGER);
        """,
        """
        -- Reports to Mackerel that have not arrived, in their order; host is a custom identifier, or empty for this one. Seconds, minutes.
        CREATE TABLE reports (
            id INTEGER PRIMARY KEY, host TEXT NOT NULL, check_id INTEGER NOT NULL, status INTEGER NOT NULL, message TEXT NOT NULL,
            occurred_at INTEGER NOT NULL, notification_interval INTEGER, max_check_attempts INTEGER);
        CREATE INDEX reports_by_host ON reports (host);

        -- When each check was last reported: the server takes no second report of the same second.
        CREATE TABLE reported (check_id INTEGER PRIMARY KEY, occurred_at INTEGER NOT NULL);
        """,
        """
        -- Why a run was not OK, as JSON: beside its message; of an alert as it is now, and as it opened.
        ALTER TABLE texts ADD COLUMN diagnosis TEXT;
        ALTER TABLE alerts ADD COLUMN diagnosis TEXT;
        ALTER TABLE alerts ADD COLUMN opened_with TEXT;
        ALTER TABLE alert_events ADD COLUMN diagnosis TEXT;

        -- The certificates that each check's servers showed, first shown at "since"; first_: that of its chain whose time ends first;
        -- handshake: all that was shown with it, as JSON.
        CREATE TABLE certificates (
            id INTEGER PRIMARY KEY, check_id INTEGER NOT NULL, fingerprint TEXT NOT NULL, subject TEXT NOT NULL, not_after INTEGER NOT NULL,
            first_subject TEXT NOT NULL, first_not_after INTEGER NOT NULL, chain_trusted INTEGER NOT NULL, since INTEGER NOT NULL,
            last_seen INTEGER NOT NULL, previous_fingerprint TEXT, handshake TEXT, UNIQUE (check_id, fingerprint));
        """,
    ];

    /// <summary>Looks whether the file is for us, before anything in it is touched.</summary>
    /// <exception cref="StoreException">It is of a newer program, or of another.</exception>
    public static void Recognize(SqliteConnection connection)
    {
        long version = connection.ExecuteScalar<long>("PRAGMA user_version");
        if (connection.ExecuteScalar<long>("PRAGMA application_id") != ApplicationId
            && connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema") > 0)
        {
            throw new StoreException(
                $"history {connection.DataSource}: it is a database of another program; move it away, or name another data_directory");
        }

        if (version > Steps.Count)
        {
            throw new StoreException(
                $"history {connection.DataSource}: it was written by a newer check-tcpd (version {version} of its tables, "
                + $"this program knows {Steps.Count}); run that program again, or name another data_directory");
        }
    }

    /// <summary>Leads the tables to the version of this program; a crash leaves a whole version.</summary>
    public static void Upgrade(SqliteConnection connection, IReadOnlyList<string> steps)
    {
        for (long version = connection.ExecuteScalar<long>("PRAGMA user_version"); version < steps.Count; version++)
        {
            using SqliteTransaction whole = connection.BeginTransaction();
            connection.Execute(
                $"{steps[(int)version]} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {version + 1}", transaction: whole);
            whole.Commit();
        }
    }
}
