using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>memcached's protocol (protocol.txt, "version").</summary>
internal static class MemcachedService
{
    public static WellKnownService Plain { get; } = new("MEMCACHED", 11211, "memcached's protocol.txt", _ =>
    [
        Send("version\r\n"),
        Expect(@"^VERSION .*\n"),
    ])
    {
        Quit = "quit",
    };
}
