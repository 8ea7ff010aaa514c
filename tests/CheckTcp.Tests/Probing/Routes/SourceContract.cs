using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Routes;

public sealed class BlockingSourceTests() : SourceContract(Transport.Blocking);

public sealed class EpollSourceTests() : SourceContract(Transport.Epoll);

public sealed class SocketsSourceTests() : SourceContract(Transport.Sockets);

/// <summary>From which address each transport connects.</summary>
public abstract class SourceContract(Transport transport) : ProbingSession(transport)
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.2")]
    [InlineData("::1", "::1")]
    public async Task A_connection_comes_from_the_source(string host, string source)
    {
        using var listener = new TcpListener(IPAddress.Parse(host), 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Observation seen = await RunAsync(From(source, CheckOf(Target.Tcp(host, port))));
        using Socket accepted = await listener.AcceptSocketAsync(Cancellation).AsTask().WaitAsync(Ample, Cancellation);

        Assert.Null(seen.Failure);
        Assert.Equal(IPAddress.Parse(source), ((IPEndPoint)accepted.RemoteEndPoint!).Address);
    }

    [Theory]
    [InlineData("::1", "name not found with an IPv6 address, as --source is one")]
    [InlineData("127.0.0.2", "name not found with an IPv4 address, as --source is one")]
    public async Task A_name_without_an_address_of_its_family_says_which_was_asked_for(string source, string words)
    {
        Observation seen = await RunAsync(From(source, CheckOf(Target.Tcp("no..such..name", 1))));

        Assert.Equal($"resolve no..such..name: {words}", seen.Failure?.Message);
    }

    [Theory]
    [InlineData(AddressFamilies.IPv4, "name not found with an IPv4 address (-4)")]
    [InlineData(AddressFamilies.IPv6, "name not found with an IPv6 address (-6)")]
    public async Task So_does_one_where_only_one_family_is_wanted(AddressFamilies families, string words)
    {
        Observation seen = await RunAsync(CheckOf(Target.Tcp("no..such..name", 1) with { Families = families }));

        Assert.Equal($"resolve no..such..name: {words}", seen.Failure?.Message);
    }

    [Fact]
    public async Task An_address_that_this_machine_does_not_have_is_a_fault_of_its_own()
    {
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());

        Observation seen = await RunAsync(From("192.0.2.7", CheckOf(server.Port)));

        Assert.Equal((Phase.Connect, FailureCause.Local), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.Equal(
            $"connect to 127.0.0.1:{server.Port}: not from 192.0.2.7, for this machine has no such address; give --source one that it has",
            seen.Failure?.Message);
        Assert.Equal(KnowsEveryNumber ? 99 : null, seen.Failure?.Errno); // EADDRNOTAVAIL
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.1")]
    [InlineData("::1", "[::1]")]
    public async Task Only_addresses_of_its_family_are_tried(string source, string tried)
    {
        using var closed = new ClosedPort();

        foreach (string? host in (string?[])[null, tried])
        {
            Observation seen = await RunAsync(From(source, CheckOf(Target.Tcp(host, closed.Port))));

            Assert.Equal($"{tried}:{closed.Port}", Assert.Single(seen.Attempts).EndPoint.ToString());
            Assert.Equal(FailureCause.Refused, seen.Failure?.Cause);
        }
    }

    private static TcpCheck From(string source, TcpCheck check) => check with { Route = new Route { Source = IPAddress.Parse(source) } };
}
