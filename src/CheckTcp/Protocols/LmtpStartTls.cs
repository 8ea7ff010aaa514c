namespace CheckTcp.Protocols;

/// <summary>LMTP (RFC 2033): SMTP with another greeting of the client. No port is assigned to it, only that of SMTP is forbidden; Postfix
/// and Dovecot take 24.</summary>
internal static class LmtpStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("lmtp", 24, "RFC 2033, RFC 3207", _ => SmtpStartTls.After("LHLO")) { Goodbye = SmtpStartTls.Protocol.Goodbye };
}
