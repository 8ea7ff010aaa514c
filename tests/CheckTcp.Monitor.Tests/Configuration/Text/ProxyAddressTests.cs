using CheckTcp.Monitor.Configuration.Text;

namespace CheckTcp.Monitor.Tests.Configuration.Text;

public class ProxyAddressTests
{
    [Theory]
    [InlineData("http://proxy:3128", "http://proxy:3128", null, "")]
    [InlineData("proxy:3128", "http://proxy:3128", null, "")]
    [InlineData("proxy", "http://proxy", null, "")]
    [InlineData("https://proxy/", "https://proxy", null, "")]
    [InlineData("socks5://proxy", "socks5://proxy:1080", null, "")]
    [InlineData("socks5h://u:p@proxy:9", "socks5://proxy:9", "u", "p")]
    [InlineData("http://[fd00::1]:3128", "http://[fd00::1]:3128", null, "")]
    [InlineData("http://us%40er:p%3Aw%2F%C3%A9@proxy:3128", "http://proxy:3128", "us@er", "p:w/é")]
    [InlineData("user:a:b@proxy:3128", "http://proxy:3128", "user", "a:b")]
    [InlineData("user@proxy:3128", "http://proxy:3128", "user", "")]
    public void An_address_is_taken_apart(string text, string address, string? user, string password)
    {
        ProxyAddress proxy = ProxyAddress.Parse(text)!;

        Assert.Equal((address, user, password), (proxy.ToString(), proxy.User, proxy.Password));
        Assert.Empty(proxy.Address.UserInfo);
    }

    [Theory]
    [InlineData("ftp://proxy")]
    [InlineData("http://")]
    [InlineData("http://proxy:port")]
    [InlineData("http://user:pass#word@proxy:3128")]
    [InlineData("two words")]
    [InlineData("")]
    public void What_is_none_is_refused(string text) => Assert.Null(ProxyAddress.Parse(text));
}
