using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>MQTT 3.1.1 (section 3.1): CONNECT without a name and in a clean session, so that nobody else is sent away, and DISCONNECT. That the
/// server wants a name (2) or a password (4, 5) shows that it works; it does not when it knows no such version (1) or is unavailable (3).</summary>
internal static class MqttService
{
    public static WellKnownService Plain { get; } = new("MQTT", 1883, "MQTT 3.1.1", _ =>
    [
        SendBytes("10 0C 00 04 4D 51 54 54 04 02 00 3C 00 00"),
        ExpectFrame(new VariableLengthFraming(), "20 02 0? 00 | 20 02 0? 02 | 20 02 0? 04 | 20 02 0? 05"),
        QuitBytes("E0 00"),
    ]);
}
