using System.Net;

namespace CheckTcp.Tests.Definition;

public class HostNameTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("[::1]", "::1")]
    [InlineData("[2001:DB8::1]", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("fe80::1%7", "fe80::1%7")]
    [InlineData("[fe80::1%7]", "fe80::1%7")]
    public void An_address_is_read_bare_and_in_brackets(string host, string expected)
    {
        Assert.True(HostName.TryParseAddress(host, out IPAddress? address));

        Assert.Equal(IPAddress.Parse(expected), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("example.com")]
    [InlineData("[::1")]
    [InlineData("::1]")]
    [InlineData("[]")]
    [InlineData("[[::1]]")]
    [InlineData("[::1]:80")] // the port is given apart: this one would be passed over in silence
    [InlineData("127.0.0.1:80")]
    [InlineData("127.0.0.1/8")]
    [InlineData(" 127.0.0.1")]
    [InlineData("256.0.0.1")]
    public void Anything_else_is_a_name(string host) => Assert.False(HostName.TryParseAddress(host, out _));

    [Fact]
    public void A_name_has_at_most_253_characters_and_a_final_dot()
    {
        string longest = new('a', 253);

        Assert.False(HostName.IsImpossible(longest));
        Assert.False(HostName.IsImpossible(longest + "."));
        Assert.True(HostName.IsImpossible(longest + "a"));
        Assert.True(HostName.IsImpossible(longest + ".."));
        Assert.True(HostName.IsImpossible("localhost\0"));
    }

    [Theory]
    [InlineData("[::1]:80")]
    [InlineData("[::]:80")]
    [InlineData("[[::1]]")]
    [InlineData("[localhost]")]
    [InlineData("[")]
    public void Brackets_that_enclose_no_address_are_in_no_name(string host) => Assert.True(HostName.IsImpossible(host));

    [Theory]
    [InlineData("https://www.example.com", "a URL, not a host; give the host alone, as in www.example.com")]
    [InlineData("www.example.com/", "a host has no path and no prefix length; give the host alone, as in www.example.com")]
    [InlineData("192.0.2.0/24", "a host has no path and no prefix length; give the host alone, as in www.example.com")]
    [InlineData("www.example.com:80", "a host has no port in it; give the port with --port")]
    [InlineData("192.0.2.1:80", "a host has no port in it; give the port with --port")]
    [InlineData("www.example.com:", "a host has no port in it; give the port with --port")]
    [InlineData("2001:db8:::1", "not an IPv6 address (RFC 4291)")]
    public void What_is_no_host_has_a_fix(string host, string fault) => Assert.Equal(fault, HostName.FaultOf(host));

    [Theory]
    [InlineData("www.example.com")]
    [InlineData("no..such..name")] // the resolver's business
    [InlineData("_sip.example.com")]
    [InlineData("b\u00FCcher.example")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[fe80::1%eth0]")]
    [InlineData("")]
    public void What_may_be_one_has_none(string host) => Assert.Null(HostName.FaultOf(host));

    [Theory]
    [InlineData("www.Example.com", "www.Example.com")]
    [InlineData("b\u00FCcher.example", "xn--bcher-kva.example")]
    [InlineData("B\u00DCCHER.example.", "xn--bcher-kva.example.")]
    [InlineData("\u65E5\u672C\u8A9E.example", "xn--wgv71a119e.example")]
    [InlineData("www\u3002example", "www.example")] // an ideographic full stop (RFC 3490 section 3.1)
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("[fe80::1%25]", "[fe80::1]")]
    [InlineData("[2001:db8::1]", "[2001:db8::1]")]
    [InlineData("100%.example", "100%.example")]
    [InlineData("b\u00FCcher..example", "b\u00FCcher..example")] // no name in any spelling: the resolver does not know it
    [InlineData("\uDCFF.example", "\uDCFF.example")]
    [InlineData("a\u200Bb.example", "a\u200Bb.example")]
    public void Elsewhere_a_host_is_called_in_ASCII_and_without_a_zone(string host, string expected) => Assert.Equal(expected, HostName.Elsewhere(host));

    [Theory]
    [InlineData("[::1]", "::1")]
    [InlineData("::1", "::1")]
    [InlineData("[example.com]", "example.com")]
    [InlineData("[", "[")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    public void Brackets_are_taken_off(string host, string expected) => Assert.Equal(expected, HostName.WithoutBrackets(host).ToString());
}
