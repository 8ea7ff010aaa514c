using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>SMTP (RFC 5321 section 4.2): the greeting to its last line. Who says anything in the middle of it is taken for a spammer, as by
/// Postfix' postscreen.</summary>
internal static class SmtpService
{
    public static WellKnownService Plain { get; } = new("SMTP", 25, "RFC 5321", _ => [Expect($"^{SmtpReply.Last("220")}")])
    {
        Quit = "QUIT",
        StartsTlsBy = "smtp",
        BeyondGreeting = () => [ExpectThrough($"^{SmtpReply.Whole("220")}"), Send("NOOP\r\n"), Expect("^250"), Quit("QUIT\r\n")],
    };
}
