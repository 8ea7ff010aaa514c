using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>NNTP (RFC 4642 section 2.2), with the list of RFC 3977 section 5.2, which a dot ends.</summary>
internal static class NntpStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("nntp", 119, "RFC 4642", _ =>
    [
        Label("greeting"),
        ExpectThrough(@"^20[01].*\n"),
        Label("STARTTLS among the capabilities"),
        Send("CAPABILITIES\r\n"),
        ExpectThrough(@"(?i)^101.*\n(?:[^.\r\n].*\n)*STARTTLS\r?\n(?:[^.\r\n].*\n)*\.\r?\n"),
        Label("STARTTLS"),
        Send("STARTTLS\r\n"),
        ExpectThrough(@"^382.*\n"),
    ])
    {
        Goodbye = () => [Quit("QUIT\r\n")],
    };
}
