using System.Net.Sockets;
using CheckTcp.Probing.Transports;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Probing;

/// <summary>What somebody on the way, or the target, answered to an attempt to connect.</summary>
/// <remarks>Linux turns ICMP errors into numbers of its own (icmp_err_convert in net/ipv4/icmp.c, icmpv6_err_convert in net/ipv6/icmp.c). None
/// of these proves anything about the port: they come from routers and firewalls.</remarks>
internal static class NetworkAnswers
{
    private const string FromTheWay = "a router or firewall on the way rejects the connection";

    public static (FailureCause Cause, string? Words) Of(in ConnectOutcome outcome) => outcome switch
    {
        // connect(2) itself would have failed at once: EACCES later is ICMPv6's "administratively prohibited".
        { Error: SocketError.AccessDenied } => Unreachable("administratively prohibited", FromTheWay),
        { ErrorNumber: Errno.ENOPROTOOPT } => Unreachable("protocol unreachable", FromTheWay),
        { ErrorNumber: Errno.ENONET } => Unreachable("host isolated", "its router reports that the host is not on the network"),
        { ErrorNumber: Errno.EPROTO } => Unreachable("parameter problem", FromTheWay),
        { ErrorNumber: Errno.EOPNOTSUPP } => Unreachable("source route failed", FromTheWay),
        { ErrorNumber: Errno.EMSGSIZE } => Unreachable("packet too big", "a router on the way has a smaller MTU; check the MTU of this machine's interface"),
        _ => (SocketFailures.CauseOf(outcome.Error), null),
    };

    private static (FailureCause Cause, string? Words) Unreachable(string name, string why) =>
        (FailureCause.Unreachable, $"{FailureWords.Of(FailureCause.Unreachable)} ({name}): {why}");
}
