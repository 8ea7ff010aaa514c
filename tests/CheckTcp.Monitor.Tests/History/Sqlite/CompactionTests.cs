using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.History;
using CheckTcp.Monitor.History.Packing;
using CheckTcp.Monitor.History.Sqlite;
using CheckTcp.Monitor.Tests.History.Packing;
using CsCheck;
using static CheckTcp.Monitor.Tests.History.Entries;

namespace CheckTcp.Monitor.Tests.History.Sqlite;

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
    public void Whenever_compaction_is_cut_off_and_the_store_opened_anew_nothing_is_lost_or_doubled()
    {
        using StoreSession session = new() { Time = new SteppingTime() };
        for (int i = 0; i < 40; i++)
        {
            session.Store.Write([.. Enumerable.Range(0, 500).Select(check => Result($"check-{check}", Noon.AddMinutes(i), milliseconds: i + 1))]);
        }

        int slices = 0;
        for (bool more = true; more; session.Close())
        {
            // One slice more than in the round before, then the end.
            slices++;
            more = Enumerable.Range(0, slices).All(_ => session.Store.Tidy(Noon.AddDays(2), new Retention()));

            Assert.Equal(40, session.Results("check-0").Count);
            Assert.Equal(40, session.Results("check-499").Count);
            Assert.Equal(40, session.Rollups("check-250", Resolution.Day).Single().Ok);
        }

        Assert.InRange(slices, 20, 1000);
        Assert.Equal(0, session.Ask<int>("SELECT count(*) FROM journal"));
        Assert.All(Enumerable.Range(0, 500), check => Assert.Equal(
            Enumerable.Range(0, 40).Select(i => (Noon.AddMinutes(i), TimeSpan.FromMilliseconds(i + 1))),
            session.Results($"check-{check}").Select(result => (result.StartedAt, result.ResponseTime!.Value))));
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

                Assert.Equal(results.Select(result => result.ToPast("web", null)), session.Results("web"));
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

    private static StoredResult WithoutText(StoredResult result) => result with { Text = 0 };

    private static HistoryEntry Entry(StoredResult result)
    {
        PastResult past = result.ToPast("web", null);
        return new HistoryEntry("web")
        {
            Report = new("web", past.StartedAt, past.Duration, past.Status, "") { ResponseTime = past.ResponseTime, Phases = past.Phases },
        };
    }
}
