using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Probing;

/// <summary>Why this machine itself does not connect to an address: connect(2) fails at once, nothing is sent, and the target proves nothing.</summary>
internal static class LocalRefusals
{
    public static (FailureCause Cause, string? Words) Of(IPEndPoint endPoint, in ConnectOutcome outcome) => outcome switch
    {
        // One error for two things: a machine without IPv6 has no address to come from, and one whose ports are all in use has
        // none either. Without IPv4 there is no machine, so there it is the second.
        { Error: SocketError.AddressNotAvailable } when endPoint.AddressFamily == AddressFamily.InterNetwork => (FailureCause.Local, null),
        { Error: SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported } =>
            (FailureCause.Unreachable, Unreachable("this machine has no address of its family")),
        { Error: SocketError.InvalidArgument } when endPoint.Address is { IsIPv6LinkLocal: true, ScopeId: 0 } =>
            (FailureCause.Local, $"a link-local address without its interface; give both, as in {endPoint.Address}%eth0"),
        { Error: SocketError.InvalidArgument } => (FailureCause.Unreachable, Unreachable($"this machine has a blackhole route to it{SeeRoute(endPoint)}")),
        { Error: SocketError.AccessDenied } when outcome.ErrorNumber != Errno.EPERM =>
            (FailureCause.PermissionDenied, $"permission denied by a route or a policy of this machine{SeeRoute(endPoint)}"),
        _ when SocketFailures.CauseOf(outcome.Error) != FailureCause.Unreachable => (SocketFailures.CauseOf(outcome.Error), null),
        _ when IsForMany(endPoint.Address) => (FailureCause.Unreachable, Unreachable("a multicast or broadcast address; give the address of one host")),
        _ => (FailureCause.Unreachable, Unreachable($"this machine has no route to it{SeeRoute(endPoint)}")),
    };

    private static string Unreachable(string why) => $"{FailureWords.Of(FailureCause.Unreachable)}: {why}";

    /// <summary>Tells of a broadcast address of the network, too.</summary>
    private static string SeeRoute(IPEndPoint endPoint) => $"; see ip route get {endPoint.Address}";

    private static bool IsForMany(IPAddress address) =>
        address.IsIPv6Multicast || address.Equals(IPAddress.Broadcast)
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] is >= 224 and < 240);
}
