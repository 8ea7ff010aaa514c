using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>IMAP (RFC 9051 section 6.2.1, RFC 3501 as well). A server that greets with PREAUTH takes no STARTTLS any more.</summary>
internal static class ImapStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("imap", 143, "RFC 9051", _ =>
    [
        Label("greeting"),
        ExpectThrough(@"(?i)^\* OK.*\n"),
        Label("STARTTLS among the capabilities"),
        Send("s1 CAPABILITY\r\n"),
        ExpectThrough(@"(?i)^(?:\* .*\n)*\* CAPABILITY (?:.* )?STARTTLS(?:[ \r].*)?\n(?:\* .*\n)*s1 OK.*\n"),
        Label("STARTTLS"),
        Send("s2 STARTTLS\r\n"),
        ExpectThrough(@"(?i)^(?:\* .*\n)*s2 OK.*\n"),
    ])
    {
        Goodbye = () => [Quit("a1 LOGOUT\r\n")],
    };
}
