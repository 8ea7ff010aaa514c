using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>IRC (RFC 2812 section 3.7.2): PING. Before one has registered many servers answer that one should (451), which will do; ERROR says
/// that it turns us away.</summary>
internal static class IrcService
{
    public static WellKnownService Plain { get; } = new("IRC", 6667, "RFC 2812", _ =>
    [
        Send("PING check-tcp\r\n"),
        Reject(@"^(?::\S+ )?ERROR\b"),
        ExpectLine(@"^(?::\S+ )?(?:PONG|451)\b"),
    ])
    {
        Quit = "QUIT",
    };
}
