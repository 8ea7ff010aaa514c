using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>PostgreSQL ("Frontend/Backend Protocol", sections "SSL Session Encryption" and "SSLRequest"): one byte answers, <c>S</c> for
/// TLS or <c>N</c> for none. Bytes after it were CVE-2021-23222.</summary>
internal static class PostgresStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("postgres", 5432, "PostgreSQL's frontend/backend protocol, SSLRequest", _ =>
    [
        Label("SSLRequest"),
        SendBytes("00 00 00 08 04 D2 16 2F"),
        ExpectBytes("53"),
    ]);
}
