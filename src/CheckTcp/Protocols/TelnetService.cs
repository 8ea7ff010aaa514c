using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>Telnet (RFC 854): a negotiation, which begins with IAC, or a prompt to log in: one of the words with a
/// colon, which a server that turns us away may say, too. IAC (FF) is no UTF-8, and reads as U+FFFD.</summary>
internal static class TelnetService
{
    public static WellKnownService Plain { get; } = new("TELNET", 23, "RFC 854", _ => [Expect(@"^\x{FFFD}|(?i:(?:login|user|password)(?: ?name)?\s*[:>])")]);
}
