using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>rsync's daemon (rsyncd.conf(5)): the greeting with the version of its protocol.</summary>
internal static class RsyncService
{
    public static WellKnownService Plain { get; } = new("RSYNC", 873, "rsync's csprotocol.txt", _ => [Expect(@"^@RSYNCD: \d+")]);
}
