using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>RFB (RFC 6143 section 7.1.1), which VNC speaks: the version. Numbers that the RFC does not know, such as the 5.0 of some servers,
/// are to be taken for 3.3.</summary>
/// <remarks>After the version the server waits for the client's. TigerVNC says more where it takes nobody: why, as in <c>Too many security
/// failures</c> to a host that it blocks.</remarks>
internal static class VncService
{
    public static WellKnownService Plain { get; } = new("VNC", 5900, "RFC 6143", _ => [Expect(@"^RFB \d{3}\.\d{3}\n\z")]);
}
