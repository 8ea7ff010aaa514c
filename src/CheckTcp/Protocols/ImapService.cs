using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>IMAP (RFC 9051 section 7.1): the greeting, also of a server that takes the client for logged in already (PREAUTH).</summary>
internal static class ImapService
{
    public static WellKnownService Plain { get; } = new("IMAP", 143, "RFC 9051", _ => [Expect(@"^\* (?:OK|PREAUTH)")])
    {
        Quit = "a1 LOGOUT",
        StartsTlsBy = "imap",
        BeyondGreeting = () => [ExpectThrough(@"^\* (?:OK|PREAUTH).*\n"), Send("a1 LOGOUT\r\n"), Expect(@"^(?:\* .*\n)*a1 OK")],
    };
}
