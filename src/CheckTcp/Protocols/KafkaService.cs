using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>Kafka's protocol: ApiVersions, which every broker answers to anyone, with the number of the request and no error.</summary>
internal static class KafkaService
{
    public static WellKnownService Plain { get; } = new("KAFKA", 9092, "Kafka's protocol guide, ApiVersions", _ =>
    [
        SendBytes("00 00 00 13 00 12 00 00 63 74 63 70 00 09 63 68 65 63 6B 2D 74 63 70"),
        ExpectFrame(new BigEndianFraming(Offset: 0, Width: 4, Uncounted: 4), "?? ?? ?? ?? 63 74 63 70 00 00"),
    ]);
}
