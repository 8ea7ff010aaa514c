using System.Collections.Immutable;
using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.StartTls;

/// <summary>SMTP (RFC 3207). Replies may have many lines, of which the last has a blank after the code (RFC 5321 section 4.2.1).</summary>
internal static class SmtpStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("smtp", 25, "RFC 3207", _ => After("EHLO"));

    /// <param name="hello">The command whose answer tells what the server can do.</param>
    public static ImmutableArray<Step> After(string hello) =>
    [
        Label("greeting"),
        ExpectThrough(@"^(?:220-.*\n)*220(?:[ \r].*)?\n"),
        Label($"STARTTLS offered to {hello}"),
        Send($"{hello} {OwnName}\r\n"),
        ExpectThrough(@"(?i)^(?:250-.*\n)*250(?:-STARTTLS(?:[ \r].*)?\n(?:250-.*\n)*250(?:[ \r].*)?| STARTTLS(?:[ \r].*)?)\n"),
        Label("STARTTLS"),
        Send("STARTTLS\r\n"),
        ExpectThrough(@"^(?:220-.*\n)*220(?:[ \r].*)?\n"),
    ];
}
