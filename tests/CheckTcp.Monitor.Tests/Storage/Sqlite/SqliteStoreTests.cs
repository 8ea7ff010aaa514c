using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly StoreSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_result_comes_back_with_its_figures()
    {
        PhaseTimings phases = new()
        {
            Resolve = TimeSpan.FromMicroseconds(812),
            Connect = TimeSpan.FromMicroseconds(9_400),
            Proxy = TimeSpan.FromMicroseconds(3_300),
            Tls = TimeSpan.FromMicroseconds(20_001),
            FirstByte = TimeSpan.FromMicroseconds(14_700),
            Dialogue = TimeSpan.FromMicroseconds(15_000),
        };
        Report report = new("web", Noon, TimeSpan.FromMicroseconds(46_000), Status.Warning, "slow\n")
        {
            ResponseTime = TimeSpan.FromMicroseconds(45_300),
            Phases = phases,
        };

        _session.Store.Write([new HistoryEntry("web") { Report = report, KeepsMessage = true }]);

        PastResult past = Assert.Single(_session.Results("web"));
        Assert.Equal(
            new PastResult("web", Noon, report.Duration, Status.Warning)
            {
                ResponseTime = report.ResponseTime,
                Phases = phases,
                Message = "slow",
            },
            past);
    }

    [Fact]
    public void A_child_has_neither_response_time_nor_phases()
    {
        _session.Store.Write([new HistoryEntry("disk") { Report = new Report("disk", Noon, TimeSpan.FromSeconds(2), Status.Ok, "fine") }]);

        PastResult past = Assert.Single(_session.Results("disk"));
        Assert.Equal(new PastResult("disk", Noon, TimeSpan.FromSeconds(2), Status.Ok), past);
    }

    [Fact]
    public void A_message_is_kept_only_where_it_is_asked_for()
    {
        _session.Store.Write([Result("web", Noon, message: "fine"), Result("web", Noon.AddMinutes(1), message: "new", keepsMessage: true)]);

        Assert.Equal([null, "new"], _session.Results("web").Select(result => result.Message));
    }

    [Fact]
    public void A_long_message_is_cut_between_characters()
    {
        string message = new string('x', 1023) + "\U0001F600 and more";

        _session.Store.Write([Result("web", Noon, message: message, keepsMessage: true)]);

        Assert.Equal(new string('x', 1023), Assert.Single(_session.Results("web")).Message);
    }

    [Fact]
    public void A_message_comes_back_whatever_is_in_it()
    {
        string message = "a\0b \u001b[31m \u202e あ";
        HistoryEntry opens = Opens(1, "web");

        _session.Store.Write([opens with { Report = opens.Report! with { Message = message }, Alert = opens.Alert! with { Message = message } }]);

        Assert.Equal(message, Assert.Single(_session.Results("web")).Message);
        Assert.Equal(message, _session.Reader.FindAlert(1)!.Message);
    }

    [Fact]
    public void The_same_message_is_stored_once_a_day()
    {
        List<HistoryEntry> entries =
        [
            .. Enumerable.Range(0, 48).Select(hour =>
                Result("web", Noon.AddHours(hour), Status.Critical, message: "refused", keepsMessage: true)),
        ];

        _session.Store.Write(entries);
        _session.Close();
        _session.Store.Write(entries);

        Assert.Equal(3, _session.Ask<int>("SELECT count(*) FROM texts"));
    }

    [Fact]
    public void A_state_comes_back_exactly_as_it_was()
    {
        DateTimeOffset odd = Noon.AddTicks(1_234_567);
        Alert alert = Alert(7, "web") with { OpenedAt = odd };
        AlertState state = new()
        {
            LastStatus = Status.Critical,
            Attempts = 5,
            LastAttemptAt = odd,
            NotifiedAt = odd.AddTicks(1),
            Open = alert,
        };

        _session.Store.Write([new HistoryEntry("web") { State = state, Alert = alert }, new HistoryEntry("mail") { State = AlertState.New }]);
        _session.Close();

        StoredState loaded = _session.Store.LoadState();
        Assert.Equal(state, loaded.Checks["web"]);
        Assert.Equal(AlertState.New, loaded.Checks["mail"]);
        Assert.Equal(8, loaded.NextAlertId);
    }

    [Fact]
    public void The_number_of_a_deleted_alert_is_not_given_again()
    {
        _session.Store.Write([Opens(41, "web"), Closes(41, "web")]);
        _session.Store.Retain(Noon.AddYears(2), new() { Alerts = TimeSpan.FromDays(1) });

        Assert.Equal(42, _session.Store.LoadState().NextAlertId);
        Assert.Null(_session.Reader.FindAlert(41));
        Assert.Empty(_session.Reader.Events(41));
    }

    [Fact]
    public void An_alert_is_told_with_its_events_in_order()
    {
        _session.Store.Write([Opens(1, "web"), Opens(2, "mail")]);
        _session.Store.Write([Closes(1, "web")]);

        Assert.Equal([2], _session.Reader.Alerts(includeClosed: false).Select(alert => alert.Id));
        Assert.Equal([2, 1], _session.Reader.Alerts(includeClosed: true).Select(alert => alert.Id));
        Assert.Equal([1], _session.Reader.Alerts(includeClosed: true, check: "web").Select(alert => alert.Id));
        Assert.Equal([2], _session.Reader.Alerts(includeClosed: true, limit: 1).Select(alert => alert.Id));
        Assert.Equal([AlertEventKind.Opened, AlertEventKind.Closed], _session.Reader.Events(1).Select(change => change.Kind));
        Assert.Equal(Noon.AddMinutes(1), _session.Reader.FindAlert(1)!.ClosedAt);
    }

    [Fact]
    public void A_check_has_at_most_one_open_alert()
    {
        _session.Store.Write([Opens(1, "web")]);

        SqliteException refused = Assert.Throws<SqliteException>(() => _session.Store.Write([Opens(2, "web")]));

        Assert.True(StoreFault.IsBrokenRule(refused));
        _session.Store.Write([Closes(1, "web"), Opens(2, "web")]);
        Assert.Equal([2], _session.Reader.Alerts(includeClosed: false).Select(alert => alert.Id));
    }

    [Fact]
    public void A_batch_is_stored_whole_or_not_at_all()
    {
        _session.Store.Write([Opens(1, "web")]);

        Assert.Throws<SqliteException>(() => _session.Store.Write([Result("new", Noon), Opens(3, "mail"), Opens(2, "web")]));

        Assert.Empty(_session.Results("new"));
        Assert.Null(_session.Reader.FindAlert(3));
        _session.Store.Write([Result("new", Noon)]); // the number that its name was given was rolled back, too
        Assert.Single(_session.Results("new"));
    }

    [Fact]
    public void What_was_written_outlives_a_kill()
    {
        _session.Store.Write([Opens(1, "web")]);

        using StoreSession left = _session.AsAKillLeavesIt();

        Assert.Equal(Opens(1, "web").State, left.Store.LoadState().Checks["web"]);
        Assert.Single(left.Results("web"));
        Assert.Single(left.Reader.Events(1));
    }

    [Fact]
    public void A_batch_that_is_written_again_changes_nothing()
    {
        HistoryEntry[] batch = [Opens(1, "web"), Closes(1, "web")];
        _session.Store.Write(batch);

        _session.Store.Write(batch);

        Assert.Equal(2, _session.Results("web").Count);
        Assert.Equal(2, _session.Reader.Events(1).Count);
    }

    [Fact]
    public void The_latest_results_are_told_from_the_journal_and_from_where_results_stay()
    {
        _session.Store.Write([Result("rare", Noon), Result("web", Noon), Result("gone", Noon.AddDays(-3))]);
        _session.Store.Compact(Noon.AddHours(1));
        _session.Store.Write([Result("web", Noon.AddMinutes(59)), Result("web", Noon.AddMinutes(58))]);

        Assert.Equal(
            [("rare", Noon), ("web", Noon.AddMinutes(59))],
            _session.Reader.LatestResults().Select(result => (result.Check, result.StartedAt)));
    }

    [Fact]
    public void A_clock_out_of_all_reason_does_no_harm()
    {
        _session.Store.Write([Result("web", DateTimeOffset.MinValue), Result("web", DateTimeOffset.MaxValue), Result("web", Noon)]);
        _session.Store.Compact(Noon.AddHours(1));
        _session.Store.Compact(DateTimeOffset.MaxValue);

        Assert.Equal(3, _session.Results("web").Count);
        Assert.Equal(3, _session.Rollups("web", Resolution.Day).Count);
    }

    [Fact]
    public void What_is_asked_of_an_unknown_check_is_nothing()
    {
        Assert.Empty(_session.Results("nobody"));
        Assert.Empty(_session.Rollups("nobody", Resolution.Hour));
        Assert.Empty(_session.Reader.LatestResults());
    }

    [Fact]
    public void Where_there_is_no_store_reading_says_so()
    {
        StoreException error = Assert.Throws<StoreException>(() => SqliteStore.OpenForReading(_session.Path));

        Assert.Equal($"history {_session.Path}: there is none yet; start check-tcpd, or name its data_directory", error.Message);
        Assert.False(File.Exists(_session.Path));
    }

    [Fact]
    public void A_store_is_opened_without_a_word_when_nothing_is_wrong()
    {
        _session.Store.Write([Result("web", Noon)]);
        _session.Close();

        using SqliteStore store = SqliteStore.Open(_session.Path, TimeProvider.System, NullLogger.Instance);

        Assert.Empty(_session.Log.Lines);
    }
}
