using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>RFB (RFC 6143 section 7.1.1), which VNC speaks: the version.</summary>
internal static class VncService
{
    public static WellKnownService Plain { get; } = new("VNC", 5900, "RFC 6143", _ => [Expect(@"^RFB 00[34]\.\d\d\d\n")]);
}
