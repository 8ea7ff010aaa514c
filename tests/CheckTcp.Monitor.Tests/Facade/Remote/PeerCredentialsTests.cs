using System.Net.Sockets;
using CheckTcp.Monitor.Facade.Remote;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Facade.Remote;

public sealed class PeerCredentialsTests : IDisposable
{
    private static readonly PeerCredentials Daemon = new(100, 200, []);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 0, true)] // root
    [InlineData(100, 999, true)] // our user
    [InlineData(101, 200, true)] // our group
    [InlineData(101, 0, false)] // root's group is not root
    [InlineData(101, 201, false)]
    public void Root_our_user_and_our_group_may_ask(uint user, uint group, bool expected) =>
        Assert.Equal(expected, new PeerCredentials(user, group, []).MayAsk(Daemon));

    [Fact]
    public void A_further_group_of_the_peer_counts() =>
        Assert.True(new PeerCredentials(101, 201, [5, 200]).MayAsk(Daemon));

    [Fact]
    public async Task They_are_those_of_the_process_that_connected()
    {
        using Socket listener = ControlSocket.Bind(_folder / "socket");
        listener.Listen();
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(_folder / "socket"), TestContext.Current.CancellationToken);
        using Socket accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken);

        PeerCredentials peer = PeerCredentials.Of(accepted);

        Assert.Equal((PeerCredentials.OfThisProcess.User, PeerCredentials.OfThisProcess.Group), (peer.User, peer.Group));
    }

    [Fact]
    public void The_file_of_the_socket_is_for_owner_and_group()
    {
        using Socket listener = ControlSocket.Bind(_folder / "socket");

        Assert.Equal("660", Convert.ToString((int)File.GetUnixFileMode(_folder / "socket"), 8));
    }
}
