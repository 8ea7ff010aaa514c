using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>IMAP (RFC 9051 section 7.1.1): the greeting.</summary>
internal static class ImapService
{
    public static WellKnownService Plain { get; } = new("IMAP", 143, "RFC 9051", _ => [Expect(@"^\* OK")]) { Quit = "a1 LOGOUT", StartsTlsBy = "imap" };
}
