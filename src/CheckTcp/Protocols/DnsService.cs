using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>DNS over TCP (RFC 1035 section 4.2.2): who serves the root? An answer with data, with none, and a refusal, as from a server that
/// only speaks for its own zones, show that it works; SERVFAIL does not.</summary>
internal static class DnsService
{
    public static WellKnownService Plain { get; } = new("DNS", 53, "RFC 1035, RFC 7766", _ =>
    [
        SendBytes("00 11 63 74 01 00 00 01 00 00 00 00 00 00 00 00 02 00 01"),
        ExpectFrame(new BigEndianFraming(Offset: 0, Width: 2, Uncounted: 2), "?? ?? 63 74 8? ?0 | ?? ?? 63 74 8? ?3 | ?? ?? 63 74 8? ?5"),
    ]);
}
