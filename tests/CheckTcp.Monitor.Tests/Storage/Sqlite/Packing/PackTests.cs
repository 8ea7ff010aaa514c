using CheckTcp.Monitor.Storage.Sqlite.Packing;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite.Packing;

public class PackTests
{
    private const long Start = 1_773_144_000_000;
    private const long Slot = 600_000;

    [Fact]
    public void What_is_packed_for_a_slot_comes_back() =>
        StoredResultGen.SeriesWithin(Start, Slot).Sample(results =>
        {
            List<StoredResult> unpacked = [];

            Assert.True(ResultPack.TryUnpack(ResultPack.Pack(new PackWriter(), results, Start), Start, unpacked));
            Assert.Equal(results, unpacked);
        });

    [Fact]
    public void What_is_packed_for_the_journal_comes_back_in_the_order_in_which_it_came() =>
        Gen.Select(Gen.Int[1, int.MaxValue], StoredResultGen.Within(0, 1L << 42)).Array[1, 30].Sample(entries =>
        {
            JournalPack pack = new();
            foreach ((int check, StoredResult result) in entries)
            {
                pack.Add(check, result);
            }

            List<(int, StoredResult)> unpacked = [];
            Assert.True(JournalPack.Reader.TryOpen(pack.Close(), out JournalPack.Reader reader));
            while (reader.Next())
            {
                unpacked.Add((reader.Check, reader.Result()));
            }

            Assert.Equal(entries, unpacked);
            Assert.Equal((entries.Min(e => e.Item2.At), entries.Max(e => e.Item2.At)), (pack.FirstAt, pack.LastAt));
        });

    [Fact]
    public void What_is_packed_by_the_minute_is_what_each_minute_comes_to() =>
        StoredResultGen.SeriesWithin(Start, 3_600_000, most: 200).Sample(results =>
        {
            List<(long, Figures)> unpacked = [];

            Assert.True(MinutePack.TryUnpack(MinutePack.Pack(new PackWriter(), results, Start), Start, unpacked));
            Assert.Equal(
                results.GroupBy(result => result.At / 60_000).Select(minute => (minute.Key * 60_000, Figures.Of([.. minute]))), unpacked);
        });

    [Fact]
    public void A_damaged_pack_is_known_as_such() =>
        Gen.Select(StoredResultGen.SeriesWithin(Start, Slot), Gen.Int, Gen.Byte[1, 255]).Sample((results, place, change) =>
        {
            byte[] pack = ResultPack.Pack(new PackWriter(), results, Start);
            pack[(int)((uint)place % (uint)pack.Length)] ^= change;

            List<StoredResult> unpacked = [];
            Assert.False(ResultPack.TryUnpack(pack, Start, unpacked));
            Assert.Empty(unpacked);
        });

    [Fact]
    public void A_pack_that_was_cut_off_is_known_as_such() =>
        Gen.Select(StoredResultGen.SeriesWithin(Start, Slot), Gen.Int[1, 50]).Sample((results, missing) =>
        {
            byte[] pack = ResultPack.Pack(new PackWriter(), results, Start);

            Assert.False(ResultPack.TryUnpack(pack.AsSpan(0, Math.Max(0, pack.Length - missing)), Start, []));
        });

    [Fact]
    public void A_usual_result_takes_less_than_16_bytes()
    {
        // A minute apart, give or take some milliseconds; resolve, connect, first byte, dialogue.
        StoredResult[] results = [.. Enumerable.Range(0, 10).Select(i => new StoredResult(
            Start + (i * 60_000) + (i * 7 % 5), Status.Ok, 25_400 + (uint)i, 25_230, 800, 9_500, StoredResult.Absent, StoredResult.Absent,
            14_700, 14_910, 0))];

        Assert.InRange(ResultPack.Pack(new PackWriter(), results, Start).Length, 1, 160);
    }
}
