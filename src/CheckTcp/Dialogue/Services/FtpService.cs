using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>FTP (RFC 959 section 5.4): the greeting.</summary>
internal static class FtpService
{
    public static WellKnownService Plain { get; } = new("FTP", 21, "RFC 959", _ => [Expect("^220")]) { Quit = "QUIT", StartsTlsBy = "ftp" };
}
