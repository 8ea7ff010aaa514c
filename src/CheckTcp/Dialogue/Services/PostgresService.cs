using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>PostgreSQL ("Frontend/Backend Protocol", "SSLRequest"): whether it speaks TLS, which it answers with yes (<c>S</c>) or no
/// (<c>N</c>). Under TLS the user check-tcp asks to be let in ("StartupMessage"): that the server wants to know who he is
/// (<c>R</c>), or that it has no such user or database or keeps him out (SQLSTATE 28, 3D000 and 42501), shows that it works; that it is still
/// starting, or has too many connections, that it does not.</summary>
internal static class PostgresService
{
    public static WellKnownService Plain { get; } = new("POSTGRES", 5432, "PostgreSQL's frontend/backend protocol, SSLRequest", _ =>
    [
        SendBytes("00 00 00 08 04 D2 16 2F"),
        ExpectBytes("53 | 4E"),
    ])
    {
        StartsTlsBy = "postgres",
        UnderTls = _ =>
        [
            Send("\0\0\0\x2A\0\x3\0\0user\0check-tcp\0database\0postgres\0\0"),
            Expect(@"(?s)^(?:R|E.*\x00C(?:28|3D000|42501))"),
        ],
    };
}
