using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>rsync's daemon (rsyncd.conf(5)): the greeting with the version of its protocol.</summary>
internal static class RsyncService
{
    public static WellKnownService Plain { get; } = new("RSYNC", 873, "rsync's csprotocol.txt", _ => [Expect(@"^@RSYNCD: \d+")]);
}
