using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>ClamAV (clamd(8), "Commands"): PING, ended by NUL as its <c>z</c> asks for.</summary>
internal static class ClamdService
{
    public static WellKnownService Plain { get; } = new("CLAMD", 3310, "clamd(8)", _ =>
    [
        Send("zPING\0"),
        Expect(@"^PONG\x00"),
    ]);
}
