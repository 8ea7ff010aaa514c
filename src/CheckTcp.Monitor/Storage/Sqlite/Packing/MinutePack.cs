namespace CheckTcp.Monitor.Storage.Sqlite.Packing;

/// <summary>The figures of one check by the minute, of one hour: 6 bytes a minute with one result, some 15 with more.</summary>
internal static class MinutePack
{
    private const long Minute = 60_000;

    /// <param name="writer">Its content is overwritten.</param>
    /// <param name="results">Of one hour, ordered by time.</param>
    /// <param name="start">The start of the hour, in milliseconds since 1970.</param>
    public static byte[] Pack(PackWriter writer, ReadOnlySpan<StoredResult> results, long start)
    {
        Seal.Begin(writer);
        long last = -1;
        while (!results.IsEmpty)
        {
            long minute = (results[0].At - start) / Minute;
            int count = 1;
            while (count < results.Length && (results[count].At - start) / Minute == minute)
            {
                count++;
            }

            writer.Number((ulong)(minute - last - 1));
            Write(writer, Figures.Of(results[..count]));
            last = minute;
            results = results[count..];
        }

        return Seal.Close(writer);
    }

    /// <summary>Hands on each minute that has results, its start in milliseconds since 1970, in order.</summary>
    /// <returns><c>false</c> when the pack is damaged.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> pack, long start, List<(long Start, Figures Figures)> minutes)
    {
        if (!Seal.TryOpen(pack, out PackReader reader))
        {
            return false;
        }

        for (long minute = 0; !reader.AtEnd; minute++)
        {
            minute += reader.Small();
            minutes.Add((start + (minute * Minute), Read(ref reader)));
        }

        return true;
    }

    private static void Write(PackWriter writer, in Figures figures)
    {
        if (figures.Count == 1)
        {
            // One result, by far the most frequent: an even head with its status, and its figure.
            int status = figures.Ok > 0 ? 0 : figures.Warning > 0 ? 1 : figures.Critical > 0 ? 2 : 3;
            writer.Number((ulong)(status << 1));
            writer.Number(figures.Minimum);
            return;
        }

        writer.Number(((ulong)figures.Ok << 1) | 1);
        writer.Number((ulong)figures.Warning);
        writer.Number((ulong)figures.Critical);
        writer.Number((ulong)figures.Unknown);
        writer.Number(figures.Minimum);
        writer.Number(figures.Average - figures.Minimum);
        writer.Number(figures.P50 - figures.Minimum);
        writer.Number(figures.P95 - figures.P50);
        writer.Number(figures.P99 - figures.P95);
        writer.Number(figures.Maximum - figures.P99);
    }

    private static Figures Read(ref PackReader reader)
    {
        int head = reader.Small();
        if ((head & 1) == 0)
        {
            uint figure = (uint)reader.Number();
            int status = head >> 1;
            return new Figures(
                One(status, 0), One(status, 1), One(status, 2), One(status, 3), figure, figure, figure, figure, figure, figure);
        }

        int warning = reader.Small();
        int critical = reader.Small();
        int unknown = reader.Small();
        uint minimum = (uint)reader.Number();
        uint average = minimum + (uint)reader.Number();
        uint p50 = minimum + (uint)reader.Number();
        uint p95 = p50 + (uint)reader.Number();
        uint p99 = p95 + (uint)reader.Number();
        uint maximum = p99 + (uint)reader.Number();
        return new Figures(head >> 1, warning, critical, unknown, minimum, average, maximum, p50, p95, p99);
    }

    private static int One(int status, int wanted) => status == wanted ? 1 : 0;
}
