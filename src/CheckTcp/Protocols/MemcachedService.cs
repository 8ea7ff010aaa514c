using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>memcached's protocol (protocol.txt, "version"). That one has to log in first (its option -Y) shows that the server works.</summary>
internal static class MemcachedService
{
    public static WellKnownService Plain { get; } = new("MEMCACHED", 11211, "memcached's protocol.txt", _ =>
    [
        Send("version\r\n"),
        Expect(@"^(?:VERSION .*|CLIENT_ERROR unauthenticated\r?)\n"),
    ])
    {
        Quit = "quit",
    };
}
