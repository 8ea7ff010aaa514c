using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using CheckTcp.Monitor.Storage.Sqlite.Packing;
using CheckTcp.Monitor.Tests.Storage.Sqlite.Packing;
using CsCheck;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite;

public class CompactionTests
{
    [Fact]
    public void Results_of_a_slot_that_is_over_leave_the_journal()
    {
        using StoreSession session = new();
        session.Store.Write(Minutes("web", Noon, 10));
        session.Store.Write(Minutes("web", Noon.AddMinutes(10), 2));
        IReadOnlyList<PastResult> before = session.Results("web");

        session.Store.Compact(Noon.AddMinutes(12));

        Assert.Equal(before, session.Results("web"));
        Assert.Equal(1, session.Ask<int>("SELECT count(*) FROM raw"));
        Assert.Equal(2, session.Ask<int>("SELECT sum(results) FROM journal"));
    }

    [Fact]
    public void At_whatever_moment_it_is_killed_nothing_is_lost_or_doubled()
    {
        using StoreSession session = new() { Time = new SteppingTime() };
        for (int i = 0; i < 30; i++)
        {
            session.Store.Write([.. Enumerable.Range(0, 300).Select(n => Result($"check-{n}", Noon.AddMinutes(i), milliseconds: i + 1))]);
        }

        int slices = 0;
        for (bool more = true; more; slices++)
        {
            using StoreSession left = session.AsAKillLeavesIt();
            AssertWhole(left);
            left.Store.Compact(Noon.AddDays(2));
            AssertWhole(left);
            Assert.Equal(0, left.Ask<int>("SELECT count(*) FROM journal"));

            more = session.Store.Tidy(Noon.AddDays(2), new Retention());
        }

        Assert.InRange(slices, 50, 500);
        Assert.Equal("ok", session.Ask<string>("PRAGMA integrity_check"));
    }

    [Fact]
    public void In_whatever_order_and_however_often_results_come_the_history_is_the_same()
    {
        long start = Noon.ToUnixTimeMilliseconds();
        Gen.Select(
            StoredResultGen.SeriesWithin(start, 3 * 3_600_000, most: 40).Select(results => results.Select(WithoutText).ToArray()),
            Gen.Int,
            Gen.Int[1, 10]).Sample(
            (results, seed, atOnce) =>
            {
                StoredResult[] shuffled = [.. results.Concat(results)];
                new Random(seed).Shuffle(shuffled);
                using StoreSession session = new();
                foreach (StoredResult[] batch in shuffled.Chunk(atOnce))
                {
                    session.Store.Write([.. batch.Select(Entry)]);
                    session.Store.Compact(Noon.AddHours(4));
                }

                Assert.Equal(results.Select(result => result.ToPast("web", null, null)), session.Results("web"));
                Assert.Equal(
                    results.GroupBy(result => result.At / 3_600_000).Select(hour => Rollup.Of(hour.Key * 3_600_000, Figures.Of([.. hour]))),
                    session.Rollups("web", Resolution.Hour));
            },
            iter: 30);
    }

    [Fact]
    public void The_journal_does_not_grow_without_end_when_the_clock_stands_still()
    {
        using StoreSession session = new();
        session.Store.Write(Minutes("web", Noon, 101));
        session.Close();
        using WriteConnection connection = new HistoryFile(session.Path, TimeProvider.System, session.Log).Open(suspect: false);
        using BatchWriter writer = new(connection);
        using Upkeep upkeep = new(connection, writer, TimeProvider.System, session.Log) { LongestJournal = 100 };

        Assert.All(upkeep.Compact(Noon), _ => { });

        Assert.Equal(0, session.Ask<int>("SELECT count(*) FROM journal"));
        Assert.Equal(101, session.Results("web").Count);
    }

    private static void AssertWhole(StoreSession session)
    {
        Assert.All([0, 7, 255, 256, 299], check => Assert.Equal(
            Enumerable.Range(0, 30).Select(i => (Noon.AddMinutes(i), TimeSpan.FromMilliseconds(i + 1))),
            session.Results($"check-{check}").Select(result => (result.StartedAt, result.ResponseTime!.Value))));
        Assert.Equal(30, session.Rollups("check-7", Resolution.Hour).Single().Ok);
        Assert.Equal(30, session.Rollups("check-299", Resolution.Day).Single().Ok);
        Assert.Equal(300, session.Reader.LatestResults().Count(result => result.StartedAt == Noon.AddMinutes(29)));
    }

    private static StoredResult WithoutText(StoredResult result) => result with { Text = 0 };

    private static HistoryEntry Entry(StoredResult result)
    {
        PastResult past = result.ToPast("web", null, null);
        return new HistoryEntry("web")
        {
            Report = new("web", past.StartedAt, past.Duration, past.Status, "") { ResponseTime = past.ResponseTime, Phases = past.Phases },
        };
    }
}
