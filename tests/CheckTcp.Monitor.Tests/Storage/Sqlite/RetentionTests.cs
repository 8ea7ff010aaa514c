using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite;

public sealed class RetentionTests : IDisposable
{
    private static readonly Retention Short = new()
    {
        Results = TimeSpan.FromDays(2),
        Minutes = TimeSpan.FromDays(4),
        Hours = TimeSpan.FromDays(6),
        Days = TimeSpan.FromDays(8),
        Alerts = TimeSpan.FromDays(5),
    };

    private readonly StoreSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData(1, 60, 60, 1, 1)]
    [InlineData(3, 0, 60, 1, 1)]
    [InlineData(5, 0, 0, 1, 1)]
    [InlineData(7, 0, 0, 0, 1)]
    [InlineData(10, 0, 0, 0, 0)]
    public void Each_kind_is_kept_for_its_time(int days, int results, int minutes, int hours, int daysLeft)
    {
        _session.Store.Write(Minutes("web", Noon, 60));
        _session.Store.Compact(Noon.AddDays(days));

        _session.Store.Retain(Noon.AddDays(days), Short);

        Assert.Equal(
            [results, minutes, hours, daysLeft],
            [
                _session.Results("web").Count,
                _session.Rollups("web", Resolution.Minute).Count,
                _session.Rollups("web", Resolution.Hour).Count,
                _session.Rollups("web", Resolution.Day).Count,
            ]);
    }

    [Fact]
    public void Results_stay_until_their_day_is_rolled_up()
    {
        _session.Store.Write(Minutes("web", Noon, 60));
        _session.Store.Compact(Noon.AddHours(3));

        _session.Store.Retain(Noon.AddHours(3), Short with { Results = TimeSpan.FromHours(1) });

        Assert.Equal(60, _session.Results("web").Count);
    }

    [Fact]
    public void Messages_go_with_the_results_that_named_them()
    {
        _session.Store.Write([Result("web", Noon, Status.Critical, message: "old", keepsMessage: true)]);
        _session.Store.Write([Result("web", Noon.AddDays(5), Status.Critical, message: "old", keepsMessage: true)]);
        _session.Store.Compact(Noon.AddDays(6));

        _session.Store.Retain(Noon.AddDays(6), Short);

        Assert.Equal(1, _session.Ask<int>("SELECT count(*) FROM texts"));
        Assert.Equal("old", Assert.Single(_session.Results("web")).Message);
    }

    [Fact]
    public void A_message_is_stored_anew_after_it_was_deleted()
    {
        HistoryEntry old = Result("web", Noon, Status.Critical, message: "old", keepsMessage: true);
        _session.Store.Write([old]);
        _session.Store.Compact(Noon.AddDays(6));
        _session.Store.Retain(Noon.AddDays(6), Short);

        _session.Store.Write([old]);

        Assert.Equal("old", Assert.Single(_session.Results("web")).Message);
    }

    [Fact]
    public void What_comes_when_its_time_is_over_does_not_spoil_the_figures()
    {
        _session.Store.Write(Minutes("web", Noon, 60));
        _session.Store.Compact(Noon.AddDays(3));
        _session.Store.Retain(Noon.AddDays(3), Short);
        Rollup before = Assert.Single(_session.Rollups("web", Resolution.Hour));

        _session.Store.Write([Result("web", Noon.AddSeconds(30))]);
        _session.Store.Compact(Noon.AddDays(3));

        Assert.Equal(before, Assert.Single(_session.Rollups("web", Resolution.Hour)));
        Assert.Empty(_session.Results("web"));
    }

    [Fact]
    public void Closed_alerts_go_and_open_ones_stay()
    {
        _session.Store.Write([Opens(1, "web"), Closes(1, "web"), Opens(2, "mail")]);

        _session.Store.Retain(Noon.AddDays(30), Short);

        Assert.Equal([2], _session.Reader.Alerts(includeClosed: true).Select(alert => alert.Id));
        Assert.Empty(_session.Reader.Events(1));
        Assert.Single(_session.Reader.Events(2));
    }

    [Fact]
    public void The_file_shrinks_when_most_of_it_has_become_empty()
    {
        string message = new('x', 1000);
        for (int i = 0; i < 10; i++)
        {
            _session.Store.Write([.. Enumerable.Range(0, 1000).Select(n =>
                Result("web", Noon.AddSeconds((i * 1000) + n), Status.Critical, message: $"{i} {n} {message}", keepsMessage: true))]);
        }

        _session.Store.Compact(Noon.AddDays(3));
        Assert.InRange(_session.Ask<int>("PRAGMA page_count"), 2500, int.MaxValue);

        _session.Store.Retain(Noon.AddDays(3), Short);

        Assert.InRange(_session.Ask<int>("PRAGMA page_count"), 1, 500);
        Assert.Equal(0, _session.Ask<int>("PRAGMA freelist_count"));
        Assert.Equal("ok", _session.Ask<string>("PRAGMA integrity_check"));
    }
}
