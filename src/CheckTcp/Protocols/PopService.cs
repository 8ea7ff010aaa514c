using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>POP3 (RFC 1939 section 4): the greeting.</summary>
internal static class PopService
{
    public static WellKnownService Plain { get; } = new("POP", 110, "RFC 1939", _ => [Expect(@"^\+OK")])
    {
        Quit = "QUIT",
        StartsTlsBy = "pop3",
        BeyondGreeting = () => [ExpectThrough(@"^\+OK.*\n"), Send("QUIT\r\n"), Expect(@"^\+OK")],
    };
}
