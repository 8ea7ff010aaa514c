using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>AMQP 0-9-1 (section 2.2.4): the header of the protocol, which Connection.Start answers. A server of another version answers with the
/// header of its own.</summary>
internal static class AmqpService
{
    public static WellKnownService Plain { get; } = new("AMQP", 5672, "AMQP 0-9-1", _ =>
    [
        SendBytes("41 4D 51 50 00 00 09 01"),
        ExpectFrame(new BigEndianFraming(Offset: 3, Width: 4, Uncounted: 8), "01 00 00 ?? ?? ?? ?? 00 0A 00 0A"),
    ]);
}
