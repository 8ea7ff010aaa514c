using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>SSH (RFC 4253 section 4.2): the version, before which other lines may stand.</summary>
internal static class SshService
{
    public static WellKnownService Plain { get; } = new("SSH", 22, "RFC 4253", _ => [Expect(@"(?m)^SSH-(?:2\.0|1\.99)-")]);
}
