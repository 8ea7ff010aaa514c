using System.Net;
using CheckTcp.Checks;

namespace CheckTcp.Tests.Checks;

public class HostNameTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("::1", "::1")]
    [InlineData("[::1]", "::1")]
    [InlineData("[2001:DB8::1]", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.1")]
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
    [InlineData("[::1]", "::1")]
    [InlineData("::1", "::1")]
    [InlineData("[example.com]", "example.com")]
    [InlineData("[", "[")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    public void Brackets_are_taken_off(string host, string expected) => Assert.Equal(expected, HostName.WithoutBrackets(host).ToString());
}
