using CheckTcp.Monitor.Configuration.Text;

namespace CheckTcp.Monitor.Tests.Configuration.Text;

public sealed class UserInfoTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("user@host", "user@host")]
    [InlineData("http://host:1/a", "http://host:1/a")]
    [InlineData("http://u:p@host:1", "http://***@host:1")]
    [InlineData("--proxy=socks5://u:p@ss/w@host:1", "--proxy=socks5://***@host:1")]
    [InlineData("x http://a:b@c 'https://d@e' f@g", "x http://***@c 'https://***@e' f@g")]
    public void What_stands_before_the_host_of_an_address_is_hidden(string text, string shown) => Assert.Equal(shown, UserInfo.Hide(text));
}
