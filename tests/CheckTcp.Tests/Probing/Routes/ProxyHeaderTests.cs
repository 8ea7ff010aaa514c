using System.Net;
using System.Text;
using CheckTcp.Probing.Routes;

namespace CheckTcp.Tests.Probing.Routes;

public sealed class ProxyHeaderTests
{
    private static readonly IPEndPoint Client = new(IPAddress.Parse("192.0.2.1"), 56324);
    private static readonly IPEndPoint Server = new(IPAddress.Parse("192.0.2.2"), 443);

    [Fact]
    public void Version_1_is_a_line() => Assert.Equal(
        "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\n", Encoding.ASCII.GetString(ProxyHeader.Of(ProxyProtocolVersion.Version1, Client, Server)));

    [Fact]
    public void Version_2_is_binary() => Assert.Equal(
        "0D0A0D0A000D0A515549540A" + "2111000C" + "C0000201" + "C0000202" + "DC04" + "01BB",
        Convert.ToHexString(ProxyHeader.Of(ProxyProtocolVersion.Version2, Client, Server)));

    [Fact]
    public void Local_has_no_addresses() => Assert.Equal(
        "0D0A0D0A000D0A515549540A" + "20000000", Convert.ToHexString(ProxyHeader.Of(ProxyProtocolVersion.Version2Local, Client, Server)));

    [Fact]
    public void A_zone_is_not_told()
    {
        var local = new IPEndPoint(IPAddress.Parse("fe80::1%3"), 1);

        Assert.Equal(
            "PROXY TCP6 fe80::1 fe80::1 1 1\r\n", Encoding.ASCII.GetString(ProxyHeader.Of(ProxyProtocolVersion.Version1, local, local)));
    }

    [Fact]
    public void IPv4_over_an_IPv6_socket_is_IPv4()
    {
        var client = new IPEndPoint(Client.Address.MapToIPv6(), Client.Port);
        var server = new IPEndPoint(Server.Address.MapToIPv6(), Server.Port);

        Assert.Equal(
            ProxyHeader.Of(ProxyProtocolVersion.Version2, Client, Server), ProxyHeader.Of(ProxyProtocolVersion.Version2, client, server));
    }

    [Fact]
    public void Without_addresses_the_receiver_goes_by_what_it_sees()
    {
        Assert.Equal("PROXY UNKNOWN\r\n", Encoding.ASCII.GetString(ProxyHeader.Of(ProxyProtocolVersion.Version1, null, Server)));
        Assert.Equal("0D0A0D0A000D0A515549540A20000000", Convert.ToHexString(ProxyHeader.Of(ProxyProtocolVersion.Version2, null, Server)));
    }
}
