using CheckTcp.Monitor.Storage.Sqlite.Packing;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite.Packing;

public class FiguresTests
{
    [Fact]
    public void Figures_are_those_of_a_plain_computation() =>
        StoredResultGen.Within(0, 60_000).Array[1, 300].Sample(results =>
        {
            Figures of = Figures.Of(results);

            uint[] times = [.. results.Select(result => result.Response == StoredResult.Absent ? result.Duration : result.Response)];
            Assert.Equal(
                Enum.GetValues<Status>().Select(status => results.Count(result => result.Status == status)),
                [of.Ok, of.Warning, of.Critical, of.Unknown]);
            Assert.Equal((times.Min(), times.Max()), (of.Minimum, of.Maximum));
            Assert.Equal((uint)(times.Sum(time => (decimal)time) / times.Length), of.Average);
            Assert.Equal((Percentile(times, 50), Percentile(times, 95), Percentile(times, 99)), (of.P50, of.P95, of.P99));
        });

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(20, 10, 19)] // of twenty, 95 of a hundred are nineteen
    [InlineData(21, 11, 20)]
    [InlineData(100, 50, 95)]
    public void A_percentile_is_the_nearest_rank(int results, uint p50, uint p95)
    {
        StoredResult[] oneToAll = [.. Enumerable.Range(1, results).Select(i => default(StoredResult) with { Response = (uint)i })];

        Figures of = Figures.Of(oneToAll);

        Assert.Equal((p50, p95), (of.P50, of.P95));
    }

    /// <summary>The definition: the smallest figure that at least so many of a hundred do not exceed.</summary>
    private static uint Percentile(uint[] times, int percent) =>
        times.Order().First(time => times.Count(other => other <= time) * 100L >= (long)percent * times.Length);
}
