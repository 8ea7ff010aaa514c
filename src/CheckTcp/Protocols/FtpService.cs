using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>FTP (RFC 959 section 5.4): the greeting to its last line.</summary>
internal static class FtpService
{
    public static WellKnownService Plain { get; } = new("FTP", 21, "RFC 959", _ => [Expect($"^{FtpReply.Delay}{FtpReply.Last("220")}")])
    {
        Quit = "QUIT",
        StartsTlsBy = "ftp",
        BeyondGreeting = () => [ExpectThrough($"^{FtpReply.Delay}{FtpReply.Whole("220")}"), Send("QUIT\r\n"), Expect("^221")],
    };
}
