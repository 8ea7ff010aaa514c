using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>ZooKeeper's four letter words: srvr, the only one that servers since 3.5.3 answer unless told otherwise. One that has no quorum says
/// that it is not serving.</summary>
internal static class ZooKeeperService
{
    public static WellKnownService Plain { get; } = new("ZOOKEEPER", 2181, "ZooKeeper's administrator's guide, four letter words", _ =>
    [
        Send("srvr"),
        Expect("^Zookeeper version: "),
    ]);
}
