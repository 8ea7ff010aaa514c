using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>LMTP (RFC 2033): the greeting and LHLO. No port is assigned to it; Postfix and Dovecot take 24.</summary>
internal static class LmtpService
{
    public static WellKnownService Plain { get; } = new("LMTP", 24, "RFC 2033", _ =>
    [
        Reject("^[45]"),
        ExpectLine("^220(?: |$)"),
        Send($"LHLO {OwnName}\r\n"),
        Reject("^[45]"),
        ExpectLine("^250(?: |$)"),
    ])
    {
        Quit = "QUIT",
        StartsTlsBy = "lmtp",
    };
}
