using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.StartTls;

/// <summary>FTP (RFC 4217 section 4). Lines within a reply may begin as they like (RFC 959 section 4.2), and a server that is not ready yet
/// says 120 first (section 5.4).</summary>
internal static class FtpStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("ftp", 21, "RFC 4217", _ =>
    [
        Label("greeting"),
        ExpectThrough(@"^(?:120(?:-.*\n(?:.*\n)*120)?(?:[ \r].*)?\n)?220(?:-.*\n(?:.*\n)*220)?(?:[ \r].*)?\n"),
        Label("AUTH TLS"),
        Send("AUTH TLS\r\n"),
        ExpectThrough(@"^234(?:-.*\n(?:.*\n)*234)?(?:[ \r].*)?\n"),
    ]);
}
