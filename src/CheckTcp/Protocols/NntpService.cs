using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>NNTP (RFC 3977 section 5.1): the greeting, whether one may post or not.</summary>
internal static class NntpService
{
    public static WellKnownService Plain { get; } = new("NNTP", 119, "RFC 3977", _ => [Expect("^20[01]")])
    {
        Quit = "QUIT",
        StartsTlsBy = "nntp",
        BeyondGreeting = () => [ExpectThrough(@"^20[01].*\n"), Send("HELP\r\n"), Expect("^100"), Quit("QUIT\r\n")],
    };
}
