using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>SpamAssassin's spamd (spamd/PROTOCOL): PING.</summary>
internal static class SpamdService
{
    public static WellKnownService Plain { get; } = new("SPAMD", 783, "SpamAssassin's spamd/PROTOCOL", _ =>
    [
        Send("PING SPAMC/1.2\r\n\r\n"),
        Expect(@"^SPAMD/\d+\.\d+ 0 PONG"),
    ]);
}
