using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>SSH (RFC 4253 section 4.2): the version, before which other lines may stand.</summary>
internal static class SshService
{
    private const string Version = @"(?m)^SSH-(?:2\.0|1\.99)-";

    public static WellKnownService Plain { get; } = new("SSH", 22, "RFC 4253", _ => [Expect(Version)])
    {
        // The client's version, which SSH_MSG_KEXINIT (20) answers in a packet behind its length and that of its padding (section 6).
        BeyondGreeting = () => [ExpectThrough($@"{Version}.*\n"), Send("SSH-2.0-check_tcp\r\n"), ExpectBytes("?? ?? ?? ?? ?? 14")],
    };
}
