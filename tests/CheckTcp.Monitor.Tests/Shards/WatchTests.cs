using System.Collections.Immutable;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Rules;
using CheckTcp.Monitor.Scheduling;
using CheckTcp.Monitor.Shards;
using CheckTcp.Monitor.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Shards;

public class WatchTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly List<HistoryEntry> _remembered = [];
    private readonly List<Report> _acted = [];
    private readonly Watch _watch;
    private Func<CheckDefinition, Report> _run;

    public WatchTests()
    {
        _run = check => ReportOf(check, Status.Ok);
        _watch = new Watch(
            new WatchEdges(
                (check, _) => ValueTask.FromResult(_run(check)),
                _remembered.Add,
                (_, report) => _acted.Add(report)),
            _time,
            new ClockWatch(_time),
            NullLogger<Watch>.Instance);
    }

    [Fact]
    public async Task A_run_is_remembered_with_its_state_and_alert_in_one_entry()
    {
        _watch.Apply([Check("db")]);
        await RunAsync("db", Status.Critical);

        HistoryEntry entry = Assert.Single(_remembered);
        Assert.Equal(("db", true), (entry.Check, entry.KeepsMessage));
        Assert.Equal(Status.Critical, entry.Report?.Status);
        Assert.Equal(AlertEventKind.Opened, entry.Event?.Kind);
        Assert.Equal(entry.Alert, entry.State?.Open);
        Assert.Equal(1, entry.Alert?.Id);
    }

    [Fact]
    public async Task A_healthy_check_that_stays_so_keeps_neither_message_nor_state()
    {
        _watch.Apply([Check("db")]);
        await RunAsync("db", Status.Ok);
        await RunAsync("db", Status.Ok);

        Assert.Equal([true, false], _remembered.Select(entry => entry.KeepsMessage));
        Assert.Equal([true, false], _remembered.Select(entry => entry.State is not null));
    }

    [Fact]
    public async Task Alerts_are_numbered_one_after_the_other_from_where_the_history_ends()
    {
        _watch.Restore(StoredState.Empty with { NextAlertId = 42 });
        _watch.Apply([Check("a"), Check("b")]);
        await RunAsync("a", Status.Critical);
        await RunAsync("a", Status.Critical);
        await RunAsync("b", Status.Warning);

        Assert.Equal([42L, 42, 43], _remembered.Select(entry => entry.Alert!.Id));
    }

    [Fact]
    public async Task What_the_history_knows_of_a_check_goes_on_after_a_restart()
    {
        var open = new Alert(7, "db", Status.Critical, "gone", _time.GetUtcNow().AddHours(-1), 3);
        _watch.Restore(StoredState.Empty with
        {
            Checks = new Dictionary<string, AlertState> { ["db"] = new() { LastStatus = Status.Critical, Attempts = 3, Open = open } },
            NextAlertId = 8,
        });
        _watch.Apply([Check("db")]);
        await RunAsync("db", Status.Ok);

        Assert.Equal((7L, AlertEventKind.Closed), (_remembered[0].Alert!.Id, _remembered[0].Event!.Kind));
    }

    [Fact]
    public async Task A_check_that_stays_in_the_configuration_keeps_its_attempts()
    {
        _watch.Apply([Check("db") with { MaxCheckAttempts = 3 }]);
        await RunAsync("db", Status.Critical);
        _watch.Apply([Check("db") with { MaxCheckAttempts = 2 }, Check("new")]);
        await RunAsync("db", Status.Critical);

        Assert.Equal(AlertEventKind.Opened, _remembered[^1].Event?.Kind);
    }

    [Fact]
    public async Task An_open_alert_of_a_check_that_was_removed_stays_until_a_person_closes_it()
    {
        _watch.Apply([Check("db")]);
        await RunAsync("db", Status.Critical);
        _watch.Apply([]);

        Assert.Equal(1, _watch.Find("db")?.State.Open?.Id);
        Assert.Equal("retired", _watch.Close(1, "retired")?.Reason);
        Assert.Null(_watch.Find("db"));
        Assert.Null(_watch.Close(1, "again"));
    }

    [Fact]
    public void A_check_that_was_removed_without_an_alert_is_forgotten()
    {
        _watch.Apply([Check("db")]);
        _watch.Apply([]);

        Assert.Empty(_watch.Checks);
    }

    [Fact]
    public async Task Closing_by_hand_is_remembered_with_the_reason()
    {
        _watch.Apply([Check("db")]);
        await RunAsync("db", Status.Critical);

        Alert? closed = _watch.Close(1, "known");

        Assert.Equal(("known", _time.GetUtcNow()), (closed!.Reason, closed.ClosedAt));
        Assert.Equal((AlertEventKind.ClosedByHand, null), (_remembered[^1].Event!.Kind, _remembered[^1].Report));
        Assert.Equal(closed, _remembered[^1].Alert);
    }

    [Fact]
    public async Task The_action_gets_every_report_uncut()
    {
        string message = new('x', 5000);
        _watch.Apply([Check("db")]);
        await RunAsync("db", Status.Ok, message);
        await RunAsync("db", Status.Warning, message);

        Assert.Equal([Status.Ok, Status.Warning], _acted.Select(report => report.Status));
        Assert.All(_acted, report => Assert.Equal(message, report.Message));
        Assert.All(_remembered, entry => Assert.Equal(1024, entry.Report!.Message.Length));
    }

    [Theory]
    [InlineData(Status.Ok, 3, false)]
    [InlineData(Status.Warning, 3, true)]
    [InlineData(Status.Warning, 1, false)] // its alert is open
    public async Task A_run_wants_a_retry_while_it_is_not_OK_and_no_alert_is_open(Status status, int attempts, bool expected)
    {
        _watch.Apply([Check("db") with { MaxCheckAttempts = attempts }]);

        Assert.Equal(expected, await RunAsync("db", status));
    }

    [Fact]
    public async Task A_report_to_Mackerel_belongs_to_the_entry_of_its_run()
    {
        _watch.Restore(StoredState.Empty with { Reports = StoredReports.None with { LastId = 9 } });
        _watch.Apply([Check("db")], Reported);
        await RunAsync("db", Status.Ok);
        await RunAsync("db", Status.Ok);
        await RunAsync("db", Status.Critical);

        Assert.Equal([10L, null, 11L], _remembered.Select(entry => entry.Outgoing?.Id));
        Assert.Equal([false, false, true], _remembered.Select(entry => entry.Outgoing?.IsUrgent == true));
    }

    [Fact]
    public async Task The_attempt_that_opens_an_alert_is_news_to_Mackerel_too()
    {
        _watch.Apply([Check("db") with { MaxCheckAttempts = 3 }], Reported);
        for (int i = 0; i < 4; i++)
        {
            await RunAsync("db", Status.Critical);
        }

        Assert.Equal([true, false, true, false], _remembered.Select(entry => entry.Outgoing!.IsUrgent));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_reported_and_with_one_the_next_run_is()
    {
        _watch.Apply([Check("db")]);
        await RunAsync("db", Status.Ok);
        _watch.Apply([Check("db")], Reported);
        await RunAsync("db", Status.Ok);

        Assert.Equal([false, true], _remembered.Select(entry => entry.Outgoing is not null));
    }

    [Fact]
    public async Task A_check_that_was_changed_or_whose_report_was_given_up_is_reported_anew()
    {
        _watch.Apply([Check("db")], Reported);
        await RunAsync("db", Status.Ok);
        _watch.Apply([Check("db")], Reported);
        await RunAsync("db", Status.Ok);
        _watch.Apply([Check("db") with { CustomIdentifier = "db-7" }], Reported);
        await RunAsync("db", Status.Ok);
        _watch.ReportAnew("db");
        await RunAsync("db", Status.Ok);

        Assert.Equal(["this", "none", "db-7", "db-7"], _remembered.Select(entry => entry.Outgoing is null ? "none" : entry.Outgoing.Host ?? "this"));
    }

    [Fact]
    public async Task A_report_after_a_restart_is_later_than_the_last_before_it()
    {
        long last = _time.GetUtcNow().AddMinutes(1).ToUnixTimeSeconds();
        _watch.Restore(StoredState.Empty with
        {
            Reports = StoredReports.None with { ReportedAt = new Dictionary<string, long> { ["db"] = last } },
        });
        _watch.Apply([Check("db")], Reported);
        await RunAsync("db", Status.Critical);

        Assert.Equal(last + 1, _remembered[0].Outgoing?.OccurredAt);
    }

    [Fact]
    public async Task A_fault_of_our_own_is_UNKNOWN_and_never_OK()
    {
        _watch.Apply([Check("db")]);
        _run = _ => throw new InvalidOperationException("a bug");

        await _watch.RunAsync(Check("db"), Stop);

        Assert.Equal((Status.Unknown, "check-tcpd: internal error: a bug"), (_remembered[0].Report!.Status, _remembered[0].Report!.Message));
    }

    [Fact]
    public async Task A_fault_after_a_run_ends_neither_the_schedule_nor_the_check()
    {
        _watch.Apply([Check("db")]);
        _run = check => ReportOf(check, Status.Ok) with { Sessions = default }; // as good as any bug

        Assert.False(await _watch.RunAsync(Check("db"), Stop));
        Assert.False(await RunAsync("db", Status.Ok));
        Assert.Single(_remembered);
    }

    [Fact]
    public async Task A_run_that_was_cancelled_by_the_stop_leaves_no_trace()
    {
        _watch.Apply([Check("db")]);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        _run = _ => throw new OperationCanceledException();

        Assert.False(await _watch.RunAsync(Check("db"), stop.Token));
        Assert.Empty(_remembered);
    }

    private static ReportPolicy Reported { get; } = new(IgnoreFigures: true);

    private static ChildProgram Program { get; } = new(["true"], null, ImmutableDictionary<string, string>.Empty);

    private static CheckDefinition Check(string name) => new() { Name = name, Program = Program };

    private Report ReportOf(CheckDefinition check, Status status, string message = "text") =>
        new(check.Name, _time.GetUtcNow(), TimeSpan.FromMilliseconds(3), status, message);

    private async Task<bool> RunAsync(string name, Status status, string message = "text")
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        _run = check => ReportOf(check, status, message);
        return await _watch.RunAsync(_watch.Find(name)!.Definition!, Stop);
    }
}
