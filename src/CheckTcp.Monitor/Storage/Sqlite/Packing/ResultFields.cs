using static CheckTcp.Monitor.Storage.Sqlite.Packing.StoredResult;

namespace CheckTcp.Monitor.Storage.Sqlite.Packing;

/// <summary>The figures of one result, its time left out: 8 to 16 bytes as a rule.</summary>
/// <remarks>A response time is about the sum of its phases, a duration about the response time, the first byte comes shortly before the
/// dialogue's end: only what differs from that is written.</remarks>
internal static class ResultFields
{
    // What nearly every result of a run in process has fits the first seven bits, hence one byte.
    private const int StatusBits = 0b11;
    private const int HasConnect = 1 << 2;
    private const int HasFirstByte = 1 << 3;
    private const int HasDialogue = 1 << 4;
    private const int HasResponse = 1 << 5;
    private const int HasResolve = 1 << 6;
    private const int HasTls = 1 << 7;
    private const int HasText = 1 << 8;
    private const int HasProxy = 1 << 9;

    public static void Write(PackWriter writer, in StoredResult result)
    {
        writer.Number((ulong)((int)result.Status
            | Flag(result.Connect, HasConnect) | Flag(result.FirstByte, HasFirstByte) | Flag(result.Dialogue, HasDialogue)
            | Flag(result.Response, HasResponse) | Flag(result.Resolve, HasResolve) | Flag(result.Tls, HasTls)
            | Flag(result.Proxy, HasProxy) | (result.Text == 0 ? 0 : HasText)));
        long phases = Phase(writer, result.Resolve) + Phase(writer, result.Connect) + Phase(writer, result.Proxy)
            + Phase(writer, result.Tls);
        long dialogue = Phase(writer, result.Dialogue);
        if (result.FirstByte != Absent)
        {
            writer.Signed(dialogue - result.FirstByte);
        }

        long expected = phases + dialogue;
        if (result.Response != Absent)
        {
            writer.Signed(result.Response - expected);
            expected = result.Response;
        }

        writer.Signed(result.Duration - expected);
        if (result.Text != 0)
        {
            writer.Number((ulong)result.Text);
        }
    }

    /// <param name="reader">Stands at the figures.</param>
    /// <param name="at">The result's time.</param>
    public static StoredResult Read(ref PackReader reader, long at)
    {
        int flags = reader.Small();
        uint resolve = Phase(ref reader, flags & HasResolve);
        uint connect = Phase(ref reader, flags & HasConnect);
        uint proxy = Phase(ref reader, flags & HasProxy);
        uint tls = Phase(ref reader, flags & HasTls);
        uint dialogue = Phase(ref reader, flags & HasDialogue);
        uint firstByte = (flags & HasFirstByte) == 0 ? Absent : Figure(Length(dialogue) - reader.Signed());
        long expected = Length(resolve) + Length(connect) + Length(proxy) + Length(tls) + Length(dialogue);
        uint response = Absent;
        if ((flags & HasResponse) != 0)
        {
            response = Figure(expected + reader.Signed());
            expected = response;
        }

        uint duration = Figure(expected + reader.Signed());
        long text = (flags & HasText) == 0 ? 0 : (long)reader.Number();
        return new StoredResult(at, (Status)(flags & StatusBits), duration, response, resolve, connect, proxy, tls, firstByte, dialogue, text);
    }

    private static int Flag(uint figure, int flag) => figure == Absent ? 0 : flag;

    private static long Length(uint figure) => figure == Absent ? 0 : figure;

    private static long Phase(PackWriter writer, uint figure)
    {
        if (figure == Absent)
        {
            return 0;
        }

        writer.Number(figure);
        return figure;
    }

    private static uint Phase(ref PackReader reader, int present) => present == 0 ? Absent : Figure((long)reader.Number());

    private static uint Figure(long value) =>
        value is >= 0 and < Absent ? (uint)value : throw new InvalidDataException("A figure in a pack is out of range.");
}
