using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using CsCheck;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite;

public sealed class DamagedFileTests : IDisposable
{
    private readonly StoreSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void A_file_that_is_no_database_is_set_aside_as_it_is()
    {
        File.WriteAllText(_session.Path, "This is no database, and never was.");

        Assert.Empty(_session.Store.LoadState().Checks);

        Assert.Equal("This is no database, and never was.", File.ReadAllText(Assert.Single(_session.SetAside())));
        AssertLogged($"Error: history {_session.Path} is damaged");
        AssertLogged("Error: the damaged history is kept as");
    }

    [Fact]
    public void A_file_without_a_byte_is_told_of_too()
    {
        File.WriteAllText(_session.Path, "");

        Assert.Empty(_session.Store.LoadState().Checks);

        Assert.Single(_session.SetAside());
        Assert.NotEmpty(_session.Log.Lines);
    }

    [Fact]
    public void Alerts_and_states_of_a_file_whose_results_are_damaged_are_taken_over()
    {
        FillWithAlerts();
        int page = _session.Ask<int>("SELECT rootpage FROM sqlite_schema WHERE name = 'raw'");
        Overwrite((page - 1) * 4096L, 200);

        StoredState state = _session.Store.LoadState();

        Assert.Equal(51, state.NextAlertId);
        Assert.Equal(
            Enumerable.Range(26, 25).Select(i => (long)i),
            state.Checks.Values.Where(check => check.Open is not null).Select(check => check.Open!.Id).Order());
        Assert.Equal(50, _session.Reader.Alerts(includeClosed: true).Count);
        Assert.Equal(2, _session.Reader.Events(1).Count);
        AssertLogged("50 alerts and 50 states of checks were taken over from it, all that it held");
    }

    [Fact]
    public void Reports_that_wait_in_a_damaged_file_are_taken_over()
    {
        FillWithAlerts();
        OutgoingReport[] waiting = [.. Enumerable.Range(1, 30).Select(id => new OutgoingReport(
            id, id % 2 == 0 ? "db-7" : null, $"check {id}", Status.Critical, "bad", Noon.ToUnixTimeSeconds() + id) { MaxCheckAttempts = id })];
        _session.Store.Write([.. waiting.Select(report => new HistoryEntry(report.Check) { Outgoing = report })]);
        _session.Close();
        int page = _session.Ask<int>("SELECT rootpage FROM sqlite_schema WHERE name = 'raw'");
        Overwrite((page - 1) * 4096L, 200);

        StoredReports reports = _session.Store.LoadState().Reports;

        Assert.Single(_session.SetAside());
        Assert.Equal((30, waiting[0].OccurredAt), (reports.LastId, reports.Oldest));
        Assert.Equal(waiting.Where(report => report.Host == "db-7"), _session.Store.Reports.First("db-7", 100));
        Assert.Equal(waiting[29].OccurredAt, reports.ReportedAt["check 30"]);
    }

    [Fact]
    public void When_alerts_are_damaged_those_that_can_be_read_are_taken_over_and_no_number_is_given_again()
    {
        FillWithAlerts(message: new string('x', 2000));
        Overwrite(PageWith("xxxxxxxx"u8), 4096);

        StoredState state = _session.Store.LoadState();

        Assert.Equal(51, state.NextAlertId);
        Assert.InRange(_session.Reader.Alerts(includeClosed: true).Count, 40, 49);
        AssertLogged("not all that it held");
    }

    [Fact]
    public void A_file_that_was_cut_off_is_set_aside()
    {
        FillWithAlerts();
        using (FileStream file = File.OpenWrite(_session.Path))
        {
            file.SetLength(file.Length / 2);
        }

        _session.Store.Write([Result("web", Noon)]);

        Assert.Single(_session.SetAside());
        Assert.Equal("ok", _session.Ask<string>("PRAGMA integrity_check"));
    }

    [Fact]
    public void Wherever_a_file_is_damaged_a_store_comes_up_that_works()
    {
        FillWithAlerts();
        byte[] whole = File.ReadAllBytes(_session.Path);

        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[1, 9000], Gen.Byte.Array[16]).Sample(
            (place, length, pattern) =>
            {
                using StoreSession session = new();
                byte[] damaged = [.. whole];
                for (int i = place; i < Math.Min(place + length, damaged.Length); i++)
                {
                    damaged[i] = pattern[i % pattern.Length];
                }

                File.WriteAllBytes(session.Path, damaged);

                StoredState state = session.Store.LoadState();
                session.Store.Write([Opens(state.NextAlertId, "another"), Result("new", Noon)]);
                session.Store.Compact(Noon.AddDays(3));

                Assert.Single(session.Results("new"));
                Assert.NotNull(session.Reader.FindAlert(state.NextAlertId));
                Assert.All(state.Checks.Values, check => Assert.True(check.Open is null || check.Open.Id < state.NextAlertId));
            },
            iter: 40);
    }

    [Fact]
    public void A_replacement_that_a_kill_left_behind_takes_its_place_and_an_unfinished_one_does_not()
    {
        FillWithAlerts();
        File.Move(_session.Path, DamagedFile.Replacement(_session.Path)); // the damaged one had just been moved away

        Assert.Equal(51, _session.Store.LoadState().NextAlertId);
        _session.Close();

        File.WriteAllText(DamagedFile.Replacement(_session.Path), "half");
        Assert.Equal(51, _session.Store.LoadState().NextAlertId);
        Assert.Empty(_session.SetAside());
    }

    [Fact]
    public void Damaged_results_are_left_out_and_told_of_and_the_others_go_on()
    {
        _session.Store.Write(Minutes("web", Noon, 10));
        _session.Store.Write(Minutes("mail", Noon, 10));
        _session.Store.Compact(Noon.AddMinutes(30));
        _session.Ask<string>("UPDATE raw SET packed = zeroblob(50) WHERE key = (SELECT min(key) FROM raw)");

        Assert.Empty(_session.Results("web"));
        Assert.Equal(10, _session.Results("mail").Count);
        _session.Store.Write(Minutes("web", Noon.AddSeconds(5), 5));
        _session.Store.Compact(Noon.AddDays(2));
        Assert.Equal(5, _session.Results("web").Count);
        AssertLogged("some results of the past are damaged and are left out");
    }

    /// <summary>Fifty alerts, half of them closed, and results.</summary>
    private void FillWithAlerts(string message = "")
    {
        for (int i = 1; i <= 50; i++)
        {
            HistoryEntry opens = Opens(i, $"check-{i}");
            _session.Store.Write([opens with { Alert = opens.Alert! with { Message = message } }]);
        }

        _session.Store.Write([.. Enumerable.Range(1, 25).Select(i => Closes(i, $"check-{i}"))]);
        foreach (int i in Enumerable.Range(1, 50))
        {
            _session.Store.Write(Minutes($"check-{i}", Noon.AddMinutes(2), 300));
        }

        _session.Store.Compact(Noon.AddHours(6));
        _session.Close();
    }

    /// <summary>Where a page of a table lies that holds some text.</summary>
    private long PageWith(ReadOnlySpan<byte> text)
    {
        const byte leaf = 13;
        byte[] file = File.ReadAllBytes(_session.Path);
        int place = 4096;
        while (file[place] != leaf || file.AsSpan(place, 4096).IndexOf(text) < 0)
        {
            place += 4096;
        }

        return place;
    }

    private void AssertLogged(string words) =>
        Assert.Contains(_session.Log.Lines, line => line.Contains(words, StringComparison.Ordinal));

    private void Overwrite(long place, int count)
    {
        using FileStream file = File.OpenWrite(_session.Path);
        file.Position = place;
        file.Write([.. Enumerable.Repeat((byte)0xA5, count)]);
    }
}
