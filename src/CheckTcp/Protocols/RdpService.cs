using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>RDP (MS-RDPBCGR section 2.2.1.1): the X.224 connection request, with TLS and CredSSP on offer; the server confirms it, whatever it
/// says to the offer.</summary>
internal static class RdpService
{
    public static WellKnownService Plain { get; } = new("RDP", 3389, "MS-RDPBCGR", _ =>
    [
        SendBytes("03 00 00 13 0E E0 00 00 00 00 00 01 00 08 00 03 00 00 00"),
        ExpectFrame(new BigEndianFraming(Offset: 2, Width: 2, Uncounted: 0), "03 00 ?? ?? ?? D0"),
    ]);
}
