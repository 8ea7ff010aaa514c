using System.Net;
using CheckTcp.TestSupport;
using CheckTcp.TestSupport.Networks;

namespace CheckTcp.Tests.Probing.Networks;

/// <summary>A port that the kernel may choose for our own end, and where nobody listens (RFC 9293 section 3.5, simultaneous open).</summary>
public class SelfConnectionTests
{
    /// <summary>Our end always has the port of the target.</summary>
    private const string OnePort = "echo '50000 50000' >/proc/sys/net/ipv4/ip_local_port_range";

    [Theory]
    [InlineData(Transport.Blocking, "127.0.0.1")]
    [InlineData(Transport.Epoll, "127.0.0.1")]
    [InlineData(Transport.Sockets, "127.0.0.1")]
    [InlineData(Transport.Blocking, "::1")]
    [InlineData(Transport.Epoll, "::1")]
    [InlineData(Transport.Sockets, "::1")]
    [InlineData(Transport.Epoll, "192.0.2.1")] // an address of this machine
    [InlineData(Transport.Epoll, "0.0.0.0")]   // the kernel takes it for 127.0.0.1
    [InlineData(Transport.Sockets, "0.0.0.0")]
    [InlineData(Transport.Blocking, "::")]
    [InlineData(Transport.Sockets, "::")]
    public async Task A_connection_with_itself_is_a_refusal(Transport transport, string host)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync($"{OnePort}\nip addr add 192.0.2.1/32 dev lo");

        ProgramRun run = await network.CheckAsync(transport, "-H", host, "-p", "50000", "-s", "PING", "-e", "PING", "-t", "5");

        Assert.Equal($"TCP CRITICAL: connect to {(host.Contains(':') ? $"[{host}]" : host)}:50000: connection refused\n", run.Output);
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    [InlineData(Transport.Sockets)]
    public async Task It_is_one_from_a_given_address_and_at_every_address_too(Transport transport)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(OnePort);

        ProgramRun run = await network.CheckAsync(
            transport, "-H", "127.0.0.1", "-p", "50000", "--source", "127.0.0.1", "-C", "--closed-by", "refused", "--all-addresses", "all");

        Assert.Equal("TCP OK: Verified that the port is closed. (port=50000) at 1 of 1 address\n", run.Output);
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    [InlineData(Transport.Sockets)]
    public async Task A_proxy_is_not_asked_over_one(Transport transport)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(OnePort);

        ProgramRun run = await network.CheckAsync(transport, "-H", "192.0.2.9", "-p", "80", "--proxy", "socks5://127.0.0.1:50000");

        Assert.Equal("TCP CRITICAL: proxy: connect to 127.0.0.1:50000: connection refused\n", run.Output);
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    [InlineData(Transport.Sockets)]
    public async Task Among_many_runs_not_one_takes_itself_for_a_server(Transport transport)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync("echo '50000 50003' >/proc/sys/net/ipv4/ip_local_port_range");

        ProgramRun run = await network.CheckAsync(transport, count: 200, "-H", "127.0.0.1", "-p", "50002", "-C");

        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(200, lines.Length);
        Assert.Equal(["TCP OK: Verified that the port is closed. (port=50002)"], lines.Distinct());
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    [InlineData(Transport.Sockets)]
    public async Task A_server_at_such_a_port_is_one(Transport transport)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync("echo '50000 50001' >/proc/sys/net/ipv4/ip_local_port_range");
        await using var server = ScriptedServer.Start(network.Open(new IPEndPoint(IPAddress.Loopback, 50000)), peer => peer.SendAsync("220 ready\r\n"));

        ProgramRun run = await network.CheckAsync(transport, "-H", "127.0.0.1", "-p", "50000", "-e", "^220");

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
    }
}
