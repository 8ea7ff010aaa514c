using CheckTcp.Monitor.Storage.Sqlite.Packing;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite.Packing;

/// <summary>Results of all shapes: figures absent, zero, usual and of the largest size.</summary>
internal static class StoredResultGen
{
    private static readonly Gen<uint> Figure = Gen.Frequency(
        (6, Gen.UInt[0, 2_000_000]), (1, Gen.Const(0u)), (1, Gen.Const(StoredResult.Absent - 1)));

    private static readonly Gen<uint> Optional = Gen.Frequency((3, Figure), (1, Gen.Const(StoredResult.Absent)));

    /// <summary>With a time in a stretch.</summary>
    public static Gen<StoredResult> Within(long start, long milliseconds) =>
        from at in Gen.Long[start, start + milliseconds - 1]
        from status in Gen.Enum<Status>()
        from duration in Figure
        from response in Optional
        from phases in Optional.Array[6]
        from text in Gen.Frequency((4, Gen.Const(0L)), (1, Gen.Long[1, long.MaxValue]))
        select new StoredResult(at, status, duration, response, phases[0], phases[1], phases[2], phases[3], phases[4], phases[5],
            text);

    /// <summary>Ordered by time, each time once.</summary>
    public static Gen<StoredResult[]> SeriesWithin(long start, long milliseconds, int most = 30) =>
        Within(start, milliseconds).Array[0, most]
            .Select(results => results.DistinctBy(result => result.At).OrderBy(result => result.At).ToArray());
}
