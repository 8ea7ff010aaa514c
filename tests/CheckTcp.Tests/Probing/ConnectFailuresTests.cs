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
    }
}
