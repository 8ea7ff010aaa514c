using System.Net.Sockets;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Support;

public class PortsTests
{
    [Fact]
    public async Task A_closed_port_refuses()
    {
        using ClosedPort port = new();
        using TcpClient client = new();

        SocketException failure = await Assert.ThrowsAsync<SocketException>(
            () => client.ConnectAsync("127.0.0.1", port.Port, TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
    }

    [Fact]
    public async Task A_silent_port_leaves_the_client_waiting()
    {
        using SilentPort port = new();
        using TcpClient client = new();
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(0.5));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => client.ConnectAsync("127.0.0.1", port.Port, deadline.Token).AsTask());
    }
}
