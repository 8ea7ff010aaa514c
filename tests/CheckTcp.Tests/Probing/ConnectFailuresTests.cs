using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing;
using CheckTcp.Probing.Transports;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Tests.Probing;

public class ConnectFailuresTests
{
    [Theory]
    [InlineData("127.0.0.1", FailureCause.Local)]
    [InlineData("::1", FailureCause.Unreachable)]
    public void Used_up_ports_are_told_from_a_missing_family_in_cause_and_words(string address, FailureCause cause)
    {
        Failure failure = ConnectFailures.Of(new IPEndPoint(IPAddress.Parse(address), 21), new ConnectOutcome(0, SocketError.AddressNotAvailable, 99, AtOnce: true));

        Assert.Equal(cause, failure.Cause);
        Assert.Equal(cause == FailureCause.Unreachable, failure.Message.EndsWith(": this machine has no address of its family", StringComparison.Ordinal));
        Assert.Equal(cause == FailureCause.Unreachable, failure.NoRoute);
    }

    [Theory]
    [InlineData(SocketError.NetworkUnreachable, true, true)]
    [InlineData(SocketError.HostUnreachable, true, true)]
    [InlineData(SocketError.AddressFamilyNotSupported, true, true)]
    [InlineData(SocketError.NetworkUnreachable, false, false)] // a router says so
    [InlineData(SocketError.HostUnreachable, false, false)]
    [InlineData(SocketError.ConnectionRefused, false, false)]
    public void A_target_to_which_this_machine_has_no_way_is_told_from_one_that_a_router_does_not_reach(SocketError error, bool atOnce, bool noRoute) =>
        Assert.Equal(noRoute, Of(error, atOnce).NoRoute);

    [Theory]
    [InlineData(64, "network or host unreachable (host isolated): its router reports that the host is not on the network")]
    [InlineData(71, "network or host unreachable (parameter problem): a router or firewall on the way rejects the connection")]
    [InlineData(90, "network or host unreachable (packet too big): a router on the way has a smaller MTU; check the MTU of this machine's interface")]
    [InlineData(95, "network or host unreachable (source route failed): a router or firewall on the way rejects the connection")]
    public void What_a_router_answers_has_a_name(int number, string words)
    {
        Failure failure = ConnectFailures.Of(new IPEndPoint(IPAddress.Loopback, 21), new ConnectOutcome(0, Errno.ToSocketError(number), number));

        Assert.Equal((FailureCause.Unreachable, $"connect to 127.0.0.1:21: {words}", number), (failure.Cause, failure.Message, failure.Errno!.Value));
    }

    private static Failure Of(SocketError error, bool atOnce) =>
        ConnectFailures.Of(new IPEndPoint(IPAddress.Loopback, 21), new ConnectOutcome(0, error, null, AtOnce: atOnce));
}
