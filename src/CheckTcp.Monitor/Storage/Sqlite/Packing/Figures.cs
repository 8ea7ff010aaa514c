using System.Buffers;

namespace CheckTcp.Monitor.Storage.Sqlite.Packing;

/// <summary>What a stretch of results comes to: how many came out how, and their response times in microseconds.</summary>
/// <remarks>All results count, failures too: the time until a refusal is a response time. A percentile is the nearest rank: the smallest
/// figure that so many of a hundred results do not exceed.</remarks>
internal readonly record struct Figures(
    int Ok, int Warning, int Critical, int Unknown, uint Minimum, uint Average, uint Maximum, uint P50, uint P95, uint P99)
{
    public int Count => Ok + Warning + Critical + Unknown;

    /// <param name="results">At least one.</param>
    public static Figures Of(ReadOnlySpan<StoredResult> results)
    {
        Span<int> byStatus = stackalloc int[4];
        uint[] rented = ArrayPool<uint>.Shared.Rent(results.Length);
        Span<uint> figures = rented.AsSpan(0, results.Length);
        ulong sum = 0;
        for (int i = 0; i < results.Length; i++)
        {
            byStatus[(int)results[i].Status]++;
            figures[i] = results[i].Figure;
            sum += figures[i];
        }

        figures.Sort();
        Figures of = new(
            byStatus[0], byStatus[1], byStatus[2], byStatus[3],
            figures[0], (uint)(sum / (ulong)figures.Length), figures[^1],
            NearestRank(figures, 50), NearestRank(figures, 95), NearestRank(figures, 99));
        ArrayPool<uint>.Shared.Return(rented);
        return of;
    }

    private static uint NearestRank(ReadOnlySpan<uint> ordered, long percent) =>
        ordered[(int)(((percent * ordered.Length) + 99) / 100) - 1];
}
