using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using CheckTcp.Probing;
using Dapper;
using Microsoft.Data.Sqlite;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite;

public sealed class DiagnosisStoreTests : IDisposable
{
    private readonly StoreSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_diagnosis_is_kept_where_the_message_is_over_restarts_and_compaction()
    {
        _session.Store.Write([Diagnosed(Noon, Refused), Diagnosed(Noon.AddMinutes(1), TimedOut), Result("web", Noon.AddMinutes(2))]);
        _session.Close();
        Assert.Equal([Refused, TimedOut, null], _session.Results("web").Select(result => result.Diagnosis));

        _session.Store.Compact(Noon.AddHours(1));
        _session.Close();

        Assert.Equal([Refused, TimedOut, null], _session.Results("web").Select(result => result.Diagnosis));
        Assert.All(_session.Results("web").Take(2), result => Assert.Equal("bad", result.Message));
        Assert.Equal(0, _session.Ask<int>("SELECT count(*) FROM journal"));
    }

    [Fact]
    public void A_message_with_its_diagnosis_is_stored_once_a_day_and_apart_from_other_diagnoses()
    {
        _session.Store.Write([.. Enumerable.Range(0, 5).Select(i => Diagnosed(Noon.AddMinutes(i), Refused))]);
        _session.Close();
        _session.Store.Write([Diagnosed(Noon.AddMinutes(6), Refused), Diagnosed(Noon.AddMinutes(7), null)]);

        Assert.Equal(2, _session.Ask<int>("SELECT count(*) FROM texts"));
        Assert.Equal(6, _session.Results("web").Count(result => result.Diagnosis == Refused));
    }

    [Fact]
    public void A_diagnosis_is_kept_without_the_message_once_a_day()
    {
        _session.Store.Write([.. Enumerable.Range(0, 5).Select(i => Saved(Noon.AddMinutes(i), $"TCP OK: 0.00{i} seconds"))]);
        _session.Store.Compact(Noon.AddHours(1));

        Assert.All(_session.Results("web"), result => Assert.Equal((null, Retried), (result.Message, result.Diagnosis)));
        Assert.Equal(1, _session.Ask<int>("SELECT count(*) FROM texts"));
    }

    [Fact]
    public void A_result_with_nothing_to_tell_costs_no_text()
    {
        _session.Store.Write([Result("web", Noon)]);

        Assert.Equal(0, _session.Ask<int>("SELECT count(*) FROM texts"));
    }

    [Fact]
    public void An_alert_tells_why_it_opened_and_why_it_is_open_and_each_event_why_it_happened()
    {
        WriteAlert();
        _session.Close();

        Alert open = _session.Store.LoadState().Checks["web"].Open!;

        Assert.Equal((TimedOut, Refused), (open.Diagnosis, open.OpenedWith));
        Assert.Equal(open, _session.Reader.FindAlert(1));
        Assert.Equal([Refused, TimedOut], _session.Reader.Events(1).Select(change => change.Diagnosis));
    }

    [Fact]
    public void Certificates_come_back_and_the_next_ones_take_their_place()
    {
        ShownCertificate next = Certificate with { Fingerprint = "BB", Since = Noon.AddDays(1), LastSeen = Noon.AddDays(2), PreviousFingerprint = "AA" };
        foreach (string check in (string[])["web", "mail", "gone"])
        {
            _session.Store.Write([new HistoryEntry(check) { Certificates = [Certificate] }]);
        }

        _session.Close();
        _session.Store.Write([new HistoryEntry("web") { Certificates = [Certificate, next] }, new HistoryEntry("gone") { Certificates = [] }]);
        _session.Close();

        IReadOnlyDictionary<string, IReadOnlyList<ShownCertificate>> stored = _session.Store.LoadState().Certificates;
        Assert.Equal(["mail", "web"], stored.Keys.Order());
        Assert.Equal([Certificate, next], stored["web"]);
        Assert.Equal([Certificate], stored["mail"]);
    }

    [Fact]
    public void A_store_from_before_there_were_diagnoses_goes_on()
    {
        WriteOldStore();

        StoredState state = _session.Store.LoadState();
        Alert open = state.Checks["web"].Open!;
        _session.Store.Write([Diagnosed(Noon.AddMinutes(1), Refused)]);

        Assert.Equal((7L, "old", 8L), (open.Id, open.Message, state.NextAlertId));
        Assert.Equal((null, null), (open.Diagnosis, open.OpenedWith));
        Assert.Equal((AlertEventKind.Opened, null), (_session.Reader.Events(7)[0].Kind, _session.Reader.Events(7)[0].Diagnosis));
        Assert.Empty(state.Certificates);
        Assert.Equal([("old", null), ("bad", Refused)], _session.Results("web").Select(result => (result.Message, result.Diagnosis)));
        Assert.Equal(Schema.Steps.Count, _session.Ask<int>("PRAGMA user_version"));
    }

    [Fact]
    public void From_a_damaged_file_diagnoses_and_certificates_are_taken_over()
    {
        WriteAlert();
        _session.Store.Write([new HistoryEntry("web") { Certificates = [Certificate, Certificate with { Fingerprint = "BB" }] }]);
        DamageResults();

        StoredState state = _session.Store.LoadState();

        Assert.Single(_session.SetAside());
        Assert.Equal((TimedOut, Refused), (state.Checks["web"].Open!.Diagnosis, state.Checks["web"].Open!.OpenedWith));
        Assert.Equal([Refused, TimedOut], _session.Reader.Events(1).Select(change => change.Diagnosis));
        Assert.Equal([Certificate, Certificate with { Fingerprint = "BB" }], state.Certificates["web"]);
    }

    [Fact]
    public void From_a_damaged_file_from_before_there_were_diagnoses_alerts_are_taken_over_all_the_same()
    {
        WriteOldStore();
        DamageResults();

        Alert open = _session.Store.LoadState().Checks["web"].Open!;

        Assert.Single(_session.SetAside());
        Assert.Equal((7L, "old", null), (open.Id, open.Message, open.Diagnosis));
        Assert.Single(_session.Reader.Events(7));
    }

    [Fact]
    public void A_command_that_meets_an_older_store_says_how_it_is_led_on()
    {
        WriteOldStore();

        StoreException error = Assert.Throws<StoreException>(() => SqliteStore.OpenForReading(_session.Path));

        Assert.EndsWith("start check-tcpd once, which leads them on", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_diagnosis_that_makes_no_sense_is_left_out_alone()
    {
        WriteAlert();
        _session.Store.Write([Diagnosed(Noon.AddHours(1), Refused)]);
        foreach (string table in (string[])["alerts", "alert_events", "texts"])
        {
            _session.Ask<string>($"UPDATE {table} SET diagnosis = 'what?'");
        }

        Assert.Equal((null, Refused), (_session.Reader.FindAlert(1)!.Diagnosis, _session.Reader.FindAlert(1)!.OpenedWith));
        Assert.All(_session.Reader.Events(1), change => Assert.Null(change.Diagnosis));
        Assert.Equal(("bad", null), (_session.Results("web")[^1].Message, _session.Results("web")[^1].Diagnosis));
    }

    private static Diagnosis Refused { get; } = new() { Failure = new FailureFacts(Phase.Connect, FailureCause.Refused) { Errno = 111 } };

    private static Diagnosis TimedOut { get; } = new() { Failure = new FailureFacts(Phase.Connect, FailureCause.TimedOut) };

    private static Diagnosis Retried { get; } = new() { Retried = new RetriedFacts(2) { Failures = [Refused.Failure!] } };

    private static ShownCertificate Certificate { get; } =
        new("AA", "CN=web", Noon.AddDays(30), "CN=issuer", Noon.AddDays(20), ChainIsTrusted: true, Noon) { Handshake = """{"issuer":"CN=issuer"}""" };

    private static HistoryEntry Saved(DateTimeOffset at, string message)
    {
        HistoryEntry entry = Result("web", at, message: message);
        return entry with { Report = entry.Report! with { Diagnosis = Retried } };
    }

    private static HistoryEntry Diagnosed(DateTimeOffset at, Diagnosis? diagnosis)
    {
        HistoryEntry entry = Result("web", at, Status.Critical, message: "bad", keepsMessage: true);
        return entry with { Report = entry.Report! with { Diagnosis = diagnosis } };
    }

    /// <summary>Opened by a refusal, turned by a deadline.</summary>
    private void WriteAlert()
    {
        HistoryEntry opens = Opens(1, "web");
        Alert opened = opens.Alert! with { Diagnosis = Refused, OpenedWith = Refused };
        Alert turned = opened with { Status = Status.Warning, Diagnosis = TimedOut };
        _session.Store.Write([opens with { Alert = opened, Event = opens.Event! with { Diagnosis = Refused } }]);
        _session.Store.Write([new HistoryEntry("web")
        {
            Alert = turned,
            Event = new AlertEvent(1, AlertEventKind.StatusChanged, Noon.AddMinutes(1), Status.Warning, "slow") { Diagnosis = TimedOut },
        }]);
    }

    /// <summary>With an open alert and its result, as version 2 wrote it.</summary>
    private void WriteOldStore()
    {
        using SqliteConnection connection = new($"Data Source={_session.Path};Pooling=False");
        connection.Open();
        connection.Execute("PRAGMA auto_vacuum = INCREMENTAL");
        Schema.Upgrade(connection, [.. Schema.Steps.Take(2)]);
        long at = StoredTime.Of(Noon);
        connection.Execute(
            """
            INSERT INTO checks (id, name) VALUES (1, 'web');
            INSERT INTO texts (id, day, hash, text) VALUES (5, 20522, 1, 'old');
            INSERT INTO alerts (id, check_id, status, message, opened_at, attempts) VALUES (7, 1, 2, 'old', @at, 1);
            INSERT INTO alert_events (alert_id, kind, at, status, message) VALUES (7, 1, @at, 2, 'old');
            INSERT INTO check_states (check_id, attempts, last_status, last_attempt_at, notified_at) VALUES (1, 1, 2, @at, @at);
            """,
            new { at });
        JournalPackOf(connection);
    }

    private static void JournalPackOf(SqliteConnection connection)
    {
        Monitor.Storage.Sqlite.Packing.JournalPack pack = new();
        pack.Add(1, Monitor.Storage.Sqlite.Packing.StoredResult.Of(Diagnosed(Noon, null).Report!, text: 5));
        connection.Execute(
            "INSERT INTO journal (first_at, last_at, results, packed) VALUES (@FirstAt, @LastAt, 1, @packed)",
            new { pack.FirstAt, pack.LastAt, packed = pack.Close() });
    }

    private void DamageResults()
    {
        _session.Close();
        int page = _session.Ask<int>("SELECT rootpage FROM sqlite_schema WHERE name = 'raw'");
        _session.Ask<string>("PRAGMA wal_checkpoint(TRUNCATE)");
        using FileStream file = File.OpenWrite(_session.Path);
        file.Position = (page - 1) * 4096L;
        file.Write([.. Enumerable.Repeat((byte)0xA5, 200)]);
    }
}
