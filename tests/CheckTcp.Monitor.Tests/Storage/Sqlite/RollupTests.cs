using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite;

public sealed class RollupTests : IDisposable
{
    private readonly StoreSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Figures_are_the_same_before_and_after_they_are_stored()
    {
        foreach (HistoryEntry[] batch in Minutes("web", Noon.AddHours(-30), 60 * 30).Chunk(100))
        {
            _session.Store.Write(batch);
        }

        var before = Enum.GetValues<Resolution>().Select(resolution => _session.Rollups("web", resolution)).ToArray();
        _session.Store.Compact(Noon);
        var halfway = Enum.GetValues<Resolution>().Select(resolution => _session.Rollups("web", resolution)).ToArray();
        _session.Store.Compact(Noon.AddDays(3));
        var after = Enum.GetValues<Resolution>().Select(resolution => _session.Rollups("web", resolution)).ToArray();

        Assert.Equal([1800, 30, 2], before.Select(rollups => rollups.Count));
        Assert.Equal(before, halfway);
        Assert.Equal(before, after);
    }

    [Fact]
    public void An_hour_tells_how_many_came_out_how_and_how_long_they_took()
    {
        _session.Store.Write(
        [
            .. Enumerable.Range(1, 100).Select(i => Result("web", Noon.AddSeconds(i * 30), milliseconds: i)),
            Result("web", Noon.AddMinutes(55), Status.Warning, milliseconds: 4000),
            Result("web", Noon.AddMinutes(56), Status.Critical, milliseconds: 11000),
            Result("web", Noon.AddMinutes(57), Status.Unknown, milliseconds: 1),
        ]);

        Rollup hour = Assert.Single(_session.Rollups("web", Resolution.Hour));

        Assert.Equal(new Rollup(Noon, 100, 1, 1, 1)
        {
            Minimum = TimeSpan.FromMilliseconds(1),
            Average = TimeSpan.FromMicroseconds(194669),
            Maximum = TimeSpan.FromSeconds(11),
            P50 = TimeSpan.FromMilliseconds(51),
            P95 = TimeSpan.FromMilliseconds(97),
            P99 = TimeSpan.FromSeconds(4),
        }, hour);
    }

    [Fact]
    public void A_result_that_comes_late_counts_at_once_and_for_good()
    {
        _session.Store.Write(Minutes("web", Noon, 60));
        _session.Store.Compact(Noon.AddDays(2));

        _session.Store.Write([Result("web", Noon.AddSeconds(30), Status.Warning)]);

        Assert.Equal(1, Assert.Single(_session.Rollups("web", Resolution.Hour)).Warning);
        _session.Store.Compact(Noon.AddDays(2));
        Assert.Equal(0, _session.Ask<int>("SELECT count(*) FROM journal"));
        Assert.Equal(1, Assert.Single(_session.Rollups("web", Resolution.Hour)).Warning);
        Assert.Equal(1, Assert.Single(_session.Rollups("web", Resolution.Day)).Warning);
        Assert.Equal(1, _session.Rollups("web", Resolution.Minute)[0].Warning);
    }

    [Fact]
    public void Only_the_stretches_that_were_asked_for_are_told()
    {
        _session.Store.Write(Minutes("web", Noon, 180));
        _session.Store.Compact(Noon.AddHours(2).AddMinutes(10));

        IReadOnlyList<Rollup> hours = _session.Reader.Rollups("web", Resolution.Hour, Noon.AddMinutes(90), Noon.AddHours(2));
        IReadOnlyList<Rollup> minutes = _session.Reader.Rollups("web", Resolution.Minute, Noon.AddMinutes(90), Noon.AddMinutes(150));

        Assert.Equal([(Noon.AddHours(1), 60)], hours.Select(hour => (hour.Start, hour.Ok)));
        Assert.Equal(Enumerable.Range(90, 60).Select(i => Noon.AddMinutes(i)), minutes.Select(minute => minute.Start));
        Assert.Equal(30, _session.Reader.Results("web", Noon.AddMinutes(90), Noon.AddMinutes(120)).Count);
    }

    [Fact]
    public void A_day_is_a_day_of_utc()
    {
        DateTimeOffset elsewhere = new(2026, 3, 11, 3, 0, 0, TimeSpan.FromHours(9)); // the evening before, by UTC
        _session.Store.Write([Result("web", elsewhere)]);

        Assert.Equal(Noon.AddHours(-12), Assert.Single(_session.Rollups("web", Resolution.Day)).Start);
    }

    [Fact]
    public void Figures_outlive_the_results_that_they_were_made_from()
    {
        _session.Store.Write(Minutes("web", Noon, 60));
        _session.Store.Compact(Noon.AddDays(40));
        var before = Enum.GetValues<Resolution>().Select(resolution => _session.Rollups("web", resolution)).ToArray();

        _session.Store.Retain(Noon.AddDays(40), new Retention());

        Assert.Empty(_session.Results("web"));
        Assert.Equal(before, Enum.GetValues<Resolution>().Select(resolution => _session.Rollups("web", resolution)));
    }
}
