using System.Net;
using System.Net.Sockets;
using CheckTcp.Checks;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Routes;

public sealed class BlockingProxyProtocolTests() : ProxyProtocolContract(Transport.Blocking);

public sealed class EpollProxyProtocolTests() : ProxyProtocolContract(Transport.Epoll);

public sealed class SocketsProxyProtocolTests() : ProxyProtocolContract(Transport.Sockets);

/// <summary>What each transport says about a connection before everything else on it.</summary>
public abstract class ProxyProtocolContract(Transport transport) : ProbingSession(transport)
{
    [Theory]
    [InlineData(ProxyProtocolVersion.Version1, "127.0.0.1")]
    [InlineData(ProxyProtocolVersion.Version2, "127.0.0.1")]
    [InlineData(ProxyProtocolVersion.Version1, "::1")]
    [InlineData(ProxyProtocolVersion.Version2, "::1")]
    public async Task The_real_addresses_of_the_connection_come_first(ProxyProtocolVersion version, string host)
    {
        using var listener = new TcpListener(IPAddress.Parse(host), 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Task<Observation> run = RunAsync(Announced(version, CheckOf(Target.Tcp(host, port), Send("hello"), Expect("hi"))));
        using TcpClient accepted = await listener.AcceptTcpClientAsync(Cancellation).AsTask().WaitAsync(Ample, Cancellation);
        await accepted.GetStream().WriteAsync("hi"u8.ToArray(), Cancellation);
        Observation seen = await run;
        using var received = new MemoryStream();
        await accepted.GetStream().CopyToAsync(received, Cancellation);

        ReceivedHeader header = ReceivedHeader.Read(received.ToArray());
        Assert.Null(seen.Failure);
        Assert.Equal(accepted.Client.RemoteEndPoint, header.Source);
        Assert.Equal(listener.LocalEndpoint, header.Destination);
        Assert.Equal("hello", header.Rest);
        Assert.Equal(5, seen.BytesSent);
    }

    [Theory]
    [InlineData(ProxyProtocolVersion.Version1)]
    [InlineData(ProxyProtocolVersion.Version2)]
    public async Task Over_a_Unix_socket_there_are_no_addresses_to_tell(ProxyProtocolVersion version)
    {
        using var folder = new TemporaryFolder();
        await using var server = ScriptedServer.Start(new UnixDomainSocketEndPoint(folder / "s"), async peer =>
        {
            await peer.ReceiveThroughAsync("hello");
            await peer.SendAsync("hi");
        });

        Observation seen = await RunAsync(Announced(version, CheckOf(Target.UnixSocket(folder / "s"), Send("hello"), Expect("hi"))));

        Assert.Null(seen.Failure);
        Assert.Equal(new ReceivedHeader(null, null, "hello"), ReceivedHeader.Read(server.ReceivedBytes));
    }

    [Theory]
    [InlineData(ProxyProtocolVersion.Version1)]
    [InlineData(ProxyProtocolVersion.Version2)]
    public async Task Behind_a_proxy_the_addresses_are_not_known(ProxyProtocolVersion version)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveThroughAsync("hello");
            await peer.SendAsync("hi");
        });
        await using var proxy = new TestSocksProxy();
        TcpCheck check = Announced(version, CheckOf(server.Port, Send("hello"), Expect("hi")));

        Observation seen = await RunAsync(check with { Route = check.Route with { Proxy = new Proxy(ProxyKind.Socks5, "127.0.0.1", proxy.Port) } });

        Assert.Null(seen.Failure);
        Assert.Equal(new ReceivedHeader(null, null, "hello"), ReceivedHeader.Read(server.ReceivedBytes));
    }

    [Fact]
    public async Task It_comes_before_the_TLS_handshake()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveThroughAsync("\r\n");
            await peer.StallAsync();
        });

        await RunAsync(Within(0.5, Announced(ProxyProtocolVersion.Version1, CheckOf(server.Port) with { Tls = TlsSettings.Unverified })));

        await server.ConnectionEnded;
        Assert.StartsWith("PROXY TCP4 127.0.0.1 127.0.0.1 ", server.Received, StringComparison.Ordinal);
        Assert.Equal(0x16, server.ReceivedBytes[server.ReceivedBytes.AsSpan().IndexOf("\r\n"u8) + 2]); // a handshake record
    }

    private static TcpCheck Announced(ProxyProtocolVersion version, TcpCheck check) => check with { Route = new Route { ProxyProtocol = version } };
}
