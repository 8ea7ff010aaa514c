using System.Collections.Immutable;
using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>SMTP (RFC 3207).</summary>
internal static class SmtpStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("smtp", 25, "RFC 3207", _ => After("EHLO")) { Goodbye = () => [Quit("QUIT\r\n")] };

    /// <param name="hello">The command whose answer tells what the server can do.</param>
    public static ImmutableArray<Step> After(string hello) =>
    [
        Label("greeting"),
        ExpectThrough($"^{SmtpReply.Whole("220")}"),
        Label($"STARTTLS offered to {hello}"),
        Send($"{hello} {OwnName}\r\n"),
        ExpectThrough(@"(?i)^(?:250-.*\n)*250(?:-STARTTLS(?:[ \r].*)?\n(?:250-.*\n)*250(?:[ \r].*)?| STARTTLS(?:[ \r].*)?)\n"),
        Label("STARTTLS"),
        Send("STARTTLS\r\n"),
        ExpectThrough($"^{SmtpReply.Whole("220")}"),
    ];
}
