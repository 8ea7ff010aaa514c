using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing;

namespace CheckTcp.Tests.Probing;

public class ConnectFailuresTests
{
    [Theory]
    [InlineData("127.0.0.1", FailureCause.Local)]
    [InlineData("::1", FailureCause.Unreachable)]
    public void Used_up_ports_are_told_from_a_missing_family_in_cause_and_words(string address, FailureCause cause)
    {
        Failure failure = ConnectFailures.Of(new IPEndPoint(IPAddress.Parse(address), 21), SocketError.AddressNotAvailable);

        Assert.Equal(cause, failure.Cause);
        Assert.Equal(cause == FailureCause.Unreachable, failure.Message.EndsWith(": network or host unreachable", StringComparison.Ordinal));
        Assert.Equal(cause == FailureCause.Unreachable, failure.NoRoute);
    }

    [Theory]
    [InlineData(SocketError.NetworkUnreachable, true)]
    [InlineData(SocketError.AddressFamilyNotSupported, true)]
    [InlineData(SocketError.HostUnreachable, false)]
    [InlineData(SocketError.ConnectionRefused, false)]
    public void A_network_to_which_this_machine_has_no_way_is_told_from_a_host_that_is_not_there(SocketError error, bool noRoute) =>
        Assert.Equal(noRoute, ConnectFailures.Of(new IPEndPoint(IPAddress.Loopback, 21), error).NoRoute);
}
