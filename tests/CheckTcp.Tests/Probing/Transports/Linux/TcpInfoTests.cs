using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using CheckTcp.Probing;
using CheckTcp.Probing.Transports;
using CheckTcp.Probing.Transports.Linux;
using CheckTcp.TestSupport;
using EngineTransport = CheckTcp.Probing.Transports.Transport;

namespace CheckTcp.Tests.Probing.Transports.Linux;

[SupportedOSPlatform("linux")]
public sealed class TcpInfoTests
{
    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    public async Task A_connection_that_stands_at_once_needed_no_segment_again(Transport kind)
    {
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());
        using Deadline deadline = Ample();
        using EngineTransport transport = TransportOf(kind, deadline);

        await ConnectAsync(transport, server.EndPoint);

        Assert.Equal(0, transport.Retransmissions(0));
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    public async Task A_connection_whose_first_segment_was_dropped_tells_that_it_was_sent_again(Transport kind)
    {
        using var silent = new SilentPort();
        using Deadline deadline = Ample();
        using EngineTransport transport = TransportOf(kind, deadline);

        transport.BeginConnect(new IPEndPoint(IPAddress.Loopback, silent.Port), null);
        Assert.Null(await transport.NextOutcomeAsync(TimeSpan.FromSeconds(0.5))); // the segment has been dropped
        silent.Answer();
        await OutcomeAsync(transport);

        Assert.InRange(transport.Retransmissions(0) ?? -1, 1, 10);
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    public async Task An_address_that_the_deadline_ends_tells_it_too(Transport kind)
    {
        using var silent = new SilentPort();
        using var deadline = new Deadline(TimeSpan.FromSeconds(2.5), TimeProvider.System, TestContext.Current.CancellationToken);
        using EngineTransport transport = TransportOf(kind, deadline);
        var connector = new HappyEyeballs(transport, [new IPEndPoint(IPAddress.Loopback, silent.Port)], null, deadline);

        Assert.Equal(FailureCause.TimedOut, (await connector.ConnectAsync())?.Cause);

        Assert.InRange(Assert.Single(connector.Attempts).Retransmissions ?? -1, 1, 3);
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    public async Task A_Unix_socket_sends_no_segments(Transport kind)
    {
        using var folder = new TemporaryFolder();
        await using var server = ScriptedServer.Start(new UnixDomainSocketEndPoint(folder / "s"), peer => peer.StallAsync());
        using Deadline deadline = Ample();
        using EngineTransport transport = TransportOf(kind, deadline);

        await ConnectAsync(transport, new UnixEndPoint(folder / "s"));

        Assert.Null(transport.Retransmissions(0));
    }

    [Fact]
    public void A_kernel_that_tells_less_leaves_it_unknown()
    {
        byte[] info = new byte[TcpInfo.Bytes];
        info[^(BitConverter.IsLittleEndian ? 4 : 1)] = 3;

        Assert.Equal(3, TcpInfo.TotalRetransmissions(info));
        Assert.Null(TcpInfo.TotalRetransmissions(info.AsSpan(0, TcpInfo.Bytes - 1)));
    }

    private static async Task ConnectAsync(EngineTransport transport, EndPoint endPoint)
    {
        transport.BeginConnect(endPoint, null);
        await OutcomeAsync(transport);
    }

    private static async Task OutcomeAsync(EngineTransport transport)
    {
        ConnectOutcome? outcome = await transport.NextOutcomeAsync(Timeout.InfiniteTimeSpan);
        Assert.Equal(SocketError.Success, outcome?.Error);
    }

    private static Deadline Ample() => new(TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);

    private static EngineTransport TransportOf(Transport kind, Deadline deadline) =>
        kind == Transport.Blocking ? new BlockingTransport(deadline) : new EpollTransport(deadline, TimeProvider.System);
}
