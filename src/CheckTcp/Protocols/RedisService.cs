using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>Redis and Valkey (command PING). That one has to log in first (NOAUTH) or may do no PING
/// (NOPERM) shows that the server works; LOADING and MISCONF do not.</summary>
internal static class RedisService
{
    public static WellKnownService Plain { get; } = new("REDIS", 6379, "Redis' commands, PING", _ =>
    [
        Send("PING\r\n"),
        Expect(@"^(?:\+PONG|-NOAUTH|-NOPERM)"),
    ])
    {
        Quit = "QUIT",
    };
}
