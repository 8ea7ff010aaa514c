namespace CheckTcp.Monitor.Storage.Sqlite.Packing;

/// <summary>The results of one check in one slot, ordered by time, each time once.</summary>
internal static class ResultPack
{
    /// <param name="writer">Its content is overwritten.</param>
    /// <param name="results">Ordered by time, each time once.</param>
    /// <param name="start">The start of the slot, in milliseconds since 1970.</param>
    public static byte[] Pack(PackWriter writer, ReadOnlySpan<StoredResult> results, long start)
    {
        Seal.Begin(writer);
        long last = start;
        long step = 0;
        foreach (ref readonly StoredResult result in results)
        {
            // Checks keep their interval, so the change of the step is nearly nothing.
            writer.Signed(result.At - last - step);
            step = result.At - last;
            last = result.At;
            ResultFields.Write(writer, result);
        }

        return Seal.Close(writer);
    }

    /// <summary>Appends the results of a pack.</summary>
    /// <returns><c>false</c> when it is damaged; nothing is appended then.</returns>
    public static bool TryUnpack(ReadOnlySpan<byte> pack, long start, List<StoredResult> results)
    {
        if (!Seal.TryOpen(pack, out PackReader reader))
        {
            return false;
        }

        long last = start;
        long step = 0;
        while (!reader.AtEnd)
        {
            step += reader.Signed();
            last += step;
            results.Add(ResultFields.Read(ref reader, last));
        }

        return true;
    }
}
