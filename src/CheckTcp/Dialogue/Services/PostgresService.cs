using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>PostgreSQL ("Frontend/Backend Protocol", "SSLRequest"): whether it speaks TLS, which it answers with yes (<c>S</c>) or no
/// (<c>N</c>).</summary>
internal static class PostgresService
{
    public static WellKnownService Plain { get; } = new("POSTGRES", 5432, "PostgreSQL's frontend/backend protocol, SSLRequest", _ =>
    [
        SendBytes("00 00 00 08 04 D2 16 2F"),
        ExpectBytes("53 | 4E"),
    ]);
}
