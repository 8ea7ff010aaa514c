using System.Net.Sockets;
using CheckTcp.Probing;

namespace CheckTcp.Tests.Probing;

public class SocketFailuresTests
{
    [Theory]
    [InlineData(SocketError.ConnectionRefused, FailureCause.Refused)]
    [InlineData(SocketError.TimedOut, FailureCause.TimedOut)]
    [InlineData(SocketError.HostUnreachable, FailureCause.Unreachable)]
    [InlineData(SocketError.NetworkUnreachable, FailureCause.Unreachable)]
    [InlineData(SocketError.AddressNotAvailable, FailureCause.Unreachable)] // ::1 on a machine without IPv6
    [InlineData(SocketError.AddressFamilyNotSupported, FailureCause.Unreachable)]
    [InlineData(SocketError.ConnectionReset, FailureCause.Reset)]
    [InlineData(SocketError.Shutdown, FailureCause.Reset)] // EPIPE
    [InlineData(SocketError.HostNotFound, FailureCause.NameNotFound)]
    [InlineData(SocketError.NoData, FailureCause.NameNotFound)]
    [InlineData(SocketError.TryAgain, FailureCause.ResolverFailed)]
    [InlineData(SocketError.AccessDenied, FailureCause.PermissionDenied)]
    [InlineData(SocketError.TooManyOpenSockets, FailureCause.Local)]
    public void An_error_of_a_socket_has_a_cause(SocketError error, FailureCause cause) =>
        Assert.Equal(cause, SocketFailures.CauseOf(error));

    [Fact]
    public void Every_error_has_words() =>
        Assert.All(Enum.GetValues<SocketError>(), error => Assert.NotEmpty(SocketFailures.Words(SocketFailures.CauseOf(error), error)));
}
