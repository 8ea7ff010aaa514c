using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>FTP (RFC 4217 section 4).</summary>
internal static class FtpStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("ftp", 21, "RFC 4217", _ =>
    [
        Label("greeting"),
        ExpectThrough($"^{FtpReply.Delay}{FtpReply.Whole("220")}"),
        Label("AUTH TLS"),
        Send("AUTH TLS\r\n"),
        ExpectThrough($"^{FtpReply.Whole("234")}"),
    ])
    {
        Goodbye = () => [Quit("QUIT\r\n")],
    };
}
