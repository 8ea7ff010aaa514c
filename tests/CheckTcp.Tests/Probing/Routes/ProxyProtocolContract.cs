using System.Net;
using System.Net.Sockets;
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

        TcpCheck check = CheckOf(Target.Tcp(host, port), Send("hello"), Expect("hi")) with { KeepsTranscript = true };
        Task<Observation> run = RunAsync(Announced(version, check));
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
        Assert.Equal(received.Length, seen.BytesSent);
        Assert.Equal([Direction.Sent, Direction.Sent, Direction.Received], seen.Transcript!.Pieces.Select(piece => piece.Direction));
        Assert.Equal(received.ToArray(), seen.Transcript.Pieces.Take(2).SelectMany(piece => piece.Bytes.ToArray()).ToArray());
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

        TcpCheck check = CheckOf(server.Port) with { Tls = TlsSettings.Unverified, KeepsTranscript = true };

        Observation seen = await RunAsync(Within(1, Announced(ProxyProtocolVersion.Version1, check)));

        await server.ConnectionEnded;
        Assert.StartsWith("PROXY TCP4 127.0.0.1 127.0.0.1 ", server.Received, StringComparison.Ordinal);
        Assert.StartsWith("PROXY TCP4", ByteText.Decode(Assert.Single(seen.Transcript!.Pieces).Bytes.Span), StringComparison.Ordinal);
        Assert.Null(seen.Transcript.TlsFrom);
        Assert.Equal(0x16, server.ReceivedBytes[server.ReceivedBytes.AsSpan().IndexOf("\r\n"u8) + 2]); // a handshake record
    }

    [Fact]
    public async Task After_it_the_transcript_tells_when_TLS_begins()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveBytesAsync(28); // the header for IPv4, and nothing of the handshake
            await peer.StartTlsAsync(TestCertificates.Valid);
            await peer.SendAsync("220\r\n");
        });
        TcpCheck check = CheckOf(server.Port, Expect("^220")) with { Tls = TlsSettings.Unverified, KeepsTranscript = true };

        Transcript transcript = (await RunAsync(Announced(ProxyProtocolVersion.Version2, check))).Transcript!;

        Assert.InRange(transcript.TlsFrom!.Value, transcript.Pieces[0].At, transcript.Pieces[1].At);
    }

    private static TcpCheck Announced(ProxyProtocolVersion version, TcpCheck check) => check with { Route = new Route { ProxyProtocol = version } };
}
