using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>SMTP (RFC 5321 section 4.2): the greeting.</summary>
internal static class SmtpService
{
    public static WellKnownService Plain { get; } = new("SMTP", 25, "RFC 5321", _ => [Expect("^220")]) { Quit = "QUIT", StartsTlsBy = "smtp" };
}
