using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>POP3 (RFC 2595 section 4), with the list of RFC 2449, which a dot ends.</summary>
internal static class Pop3StartTls
{
    public static StartTlsProtocol Protocol { get; } = new("pop3", 110, "RFC 2595", _ =>
    [
        Label("greeting"),
        ExpectThrough(@"^\+OK.*\n"),
        Label("STLS among the capabilities"),
        Send("CAPA\r\n"),
        ExpectThrough(@"(?i)^\+OK.*\n(?:[^.\r\n].*\n)*STLS\r?\n(?:[^.\r\n].*\n)*\.\r?\n"),
        Label("STLS"),
        Send("STLS\r\n"),
        ExpectThrough(@"^\+OK.*\n"),
    ])
    {
        Goodbye = () => [Quit("QUIT\r\n")],
    };
}
