using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing;

namespace CheckTcp.Tests.Probing;

public class TargetAddressesTests
{
    [Theory]
    [InlineData(AddressFamilies.Any, "127.0.0.1:21", "[::1]:21")]
    [InlineData(AddressFamilies.IPv4, "127.0.0.1:21")]
    [InlineData(AddressFamilies.IPv6, "[::1]:21")]
    public void No_host_means_the_local_machine(AddressFamilies families, params string[] expected)
    {
        Target target = Target.Tcp(null, 21) with { Families = families };

        Assert.True(TargetAddresses.TryWithoutLookup(target, out IReadOnlyList<EndPoint>? found));

        Assert.Equal(expected, found.Select(EndPointText.Of));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1:21")]
    [InlineData("2001:db8::1", "[2001:db8::1]:21")]
    [InlineData("[2001:db8::1]", "[2001:db8::1]:21")]
    public void An_address_needs_no_resolver(string host, string expected)
    {
        Assert.True(TargetAddresses.TryWithoutLookup(Target.Tcp(host, 21), out IReadOnlyList<EndPoint>? found));

        Assert.Equal([expected], found.Select(EndPointText.Of));
    }

    [Fact]
    public void A_name_needs_one() => Assert.False(TargetAddresses.TryWithoutLookup(Target.Tcp("localhost", 21), out _));

    [Fact]
    public void A_name_without_addresses_is_not_found() =>
        Assert.Equal(SocketError.HostNotFound, Assert.Throws<SocketException>(() => TargetAddresses.Of([], 21)).SocketErrorCode);
}
