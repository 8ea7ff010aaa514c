using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Tests.Probing.Transports.Linux;

public class AddressLookupTests
{
    [Theory]
    [InlineData("127.0.0.1", AddressFamily.Unspecified, "127.0.0.1")]
    [InlineData("::1", AddressFamily.InterNetworkV6, "::1")]
    [InlineData("2001:db8::17", AddressFamily.Unspecified, "2001:db8::17")]
    [InlineData("fe80::1%1", AddressFamily.Unspecified, "fe80::1%1")]
    public void An_address_is_read_from_where_the_system_put_it(string host, AddressFamily family, string expected) =>
        Assert.Equal(IPAddress.Parse(expected), Assert.Single(AddressLookup.Resolve(host, family)));

    [Fact]
    public void A_name_has_the_addresses_that_the_platform_finds() => Assert.Equal(
        Dns.GetHostAddresses("localhost", AddressFamily.InterNetwork), AddressLookup.Resolve("localhost", AddressFamily.InterNetwork));

    [Theory]
    [InlineData("127.0.0.1", AddressFamily.InterNetworkV6)]
    public void What_has_no_such_address_is_not_found(string host, AddressFamily family)
    {
        var e = Assert.Throws<SocketException>(() => AddressLookup.Resolve(host, family));

        Assert.Contains(e.SocketErrorCode, new[] { SocketError.HostNotFound, SocketError.NoData });
    }
}
