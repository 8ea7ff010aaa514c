using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using Microsoft.Extensions.Time.Testing;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage;

public sealed class HistoryWriterTests : IDisposable
{
    private readonly StoreSession _session = new();
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly WriterSession _writer;

    public HistoryWriterTests() => _writer = new WriterSession(_session.Path, _time);

    public void Dispose()
    {
        _writer.Dispose();
        _session.Dispose();
    }

    [Fact]
    public void A_step_writes_what_was_added_and_tells_of_it_after()
    {
        int stored = 0;
        using HistoryWriter writer = new(_session.Path, _ => stored = _session.Results("web").Count, _time, _session.Log);
        writer.Add(Result("web", Noon));
        writer.Add(Result("web", Noon.AddMinutes(1)));

        writer.Step();

        Assert.Equal(2, stored);
        Assert.Equal(StoreCondition.Fine, writer.Condition);
    }

    [Fact]
    public async Task Results_are_written_when_the_window_ends()
    {
        await _writer.Writer.StartAsync(TestContext.Current.CancellationToken);
        _writer.Writer.Add(Result("web", Noon));
        Assert.Empty(_writer.Told);

        _time.Advance(TimeSpan.FromSeconds(1));

        await _writer.ToldOf(1);
        Assert.Single(_session.Results("web"));
        await _writer.Writer.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_event_is_written_at_once_with_what_came_before_it()
    {
        await _writer.Writer.StartAsync(TestContext.Current.CancellationToken);
        _writer.Writer.Add(Result("mail", Noon));

        _writer.Writer.Add(Opens(1, "web"));

        await _writer.ToldOf(2);
        Assert.Equal(["mail", "web"], _writer.Told.Select(entry => entry.Check));
        await _writer.Writer.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stopping_writes_everything_and_closes_the_store()
    {
        await _writer.Writer.StartAsync(TestContext.Current.CancellationToken);
        for (int i = 0; i < 1000; i++)
        {
            _writer.Writer.Add(Result("web", Noon.AddSeconds(i)));
        }

        await _writer.Writer.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1000, _writer.Told.Count);
        Assert.Equal(1000, _session.Results("web").Count);
        Assert.Empty(_writer.Log.Lines);
    }

    [Fact]
    public async Task Flushing_waits_for_what_was_added_before()
    {
        await _writer.Writer.StartAsync(TestContext.Current.CancellationToken);
        _writer.Writer.Add(Result("web", Noon));

        await _writer.Writer.FlushAsync(TestContext.Current.CancellationToken);

        Assert.Single(_session.Results("web"));
        await _writer.Writer.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_start_goes_on_from_what_was_written()
    {
        _writer.Writer.Add(Opens(4, "web"));
        _writer.Writer.Step();
        _writer.Dispose();

        using WriterSession next = new(_session.Path, _time);
        StoredState state = next.Writer.LoadState();

        Assert.Equal(5, state.NextAlertId);
        Assert.Equal(Opens(4, "web").State, state.Checks["web"]);
    }

    [Fact]
    public void An_entry_that_breaks_a_rule_is_left_out_and_told_of_and_the_others_are_written()
    {
        _writer.Writer.Add(Opens(1, "web"));
        _writer.Writer.Add(Opens(2, "web"));
        _writer.Writer.Add(Result("mail", Noon));

        _writer.Writer.Step();

        Assert.Single(_session.Results("mail"));
        Assert.Equal([1], _session.Reader.Alerts(includeClosed: true).Select(alert => alert.Id));
        Assert.StartsWith(
            $"Error: history {_session.Path}: an entry of check web breaks a rule of the store and is left out",
            Assert.Single(_writer.Log.Lines),
            StringComparison.Ordinal);
        Assert.Equal(StoreCondition.Fine, _writer.Writer.Condition);
    }

    [Fact]
    public void Results_are_compacted_and_old_ones_deleted_as_time_goes_by()
    {
        _writer.Writer.Retention = new() { Results = TimeSpan.FromDays(1) };
        for (int hour = 0; hour < 96; hour++)
        {
            _writer.Writer.Add(Result("web", _time.GetUtcNow()));
            _writer.Writer.Step();
            _time.Advance(TimeSpan.FromHours(1));
            TidyAll();
        }

        Assert.Equal(0, _session.Ask<int>("SELECT count(*) FROM journal"));
        Assert.Equal(24, _session.Results("web").Count);
        Assert.Equal(5, _session.Rollups("web", Resolution.Day).Count);
    }

    [Fact]
    public void A_clock_that_is_years_ahead_for_an_hour_deletes_nothing()
    {
        _writer.Writer.Add(Opens(1, "web"));
        _writer.Writer.Add(Closes(1, "web"));
        _writer.Writer.Step();
        TidyAll();

        _time.Advance(TimeSpan.FromDays(5000));
        for (int minute = 0; minute < 60; minute++)
        {
            TidyAll();
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(2, _session.Results("web").Count);
        Assert.NotNull(_session.Reader.FindAlert(1));
    }

    [Fact]
    public void Damage_that_is_met_while_it_runs_sets_the_file_aside_and_the_alerts_go_on()
    {
        for (int i = 0; i < 3000; i++)
        {
            _writer.Writer.Add(Result($"check-{i}", Noon));
        }

        _writer.Writer.Add(Opens(1, "web"));
        _writer.Writer.Step();
        TidyAll();

        _time.Advance(TimeSpan.FromMinutes(30));
        TidyAll();

        Damage("raw");
        _writer.Writer.Add(Result("check-7", Noon.AddMinutes(1)));
        _writer.Writer.Step();
        _time.Advance(TimeSpan.FromHours(3));
        TidyAll();

        Assert.Equal("it is damaged", _writer.Writer.Condition.Reason);
        _writer.Writer.Add(Closes(1, "web"));
        _writer.Writer.Step();

        Assert.Equal(StoreCondition.Fine, _writer.Writer.Condition);
        Assert.Single(_session.SetAside());
        Assert.Equal([AlertEventKind.Opened, AlertEventKind.Closed], _session.Reader.Events(1).Select(change => change.Kind));
    }

    private void TidyAll()
    {
        while (_writer.Writer.Tidy())
        {
            // Each step is a slice.
        }
    }

    /// <summary>Makes nonsense of a table's first page.</summary>
    private void Damage(string table)
    {
        int page = _session.Ask<int>($"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'");
        _session.Ask<string>("PRAGMA wal_checkpoint(TRUNCATE)");
        using FileStream file = new(_session.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.Position = (page - 1) * 4096L;
        file.Write([.. Enumerable.Repeat((byte)0xA5, 4096)]);
    }
}
