using CheckTcp.Monitor.Configuration.Text;

namespace CheckTcp.Monitor.Tests.Configuration.Text;

public class SecrecyTests
{
    [Theory]
    [InlineData("check-tcp --secret *** -p 25", "check-tcp", "--secret", "child secret", "-p", "25")]
    [InlineData("check-tcp --secret=*** -p 25", "check-tcp", "--secret=child secret", "-p", "25")]
    [InlineData("sh -c check-tcp --secret *** -p 25; true", "sh", "-c", "check-tcp --secret childsecret -p 25; true")]
    [InlineData("sh -c check-tcp --secret=*** -p 25", "sh", "-c", "check-tcp --secret='child secret' -p 25")]
    [InlineData("sh -c check-tcp --secret *** --secret *** -p 25", "sh", "-c", """check-tcp --secret "a b"c\ d --secret e -p 25""")]
    [InlineData("sh -c CHECK_TCP_SECRETS=*** check-tcp", "sh", "-c", "CHECK_TCP_SECRETS='a\nb' check-tcp")]
    [InlineData("sh -c check-tcp --secret ***", "sh", "-c", "check-tcp --secret 'a b")]
    [InlineData("x http://***@proxy --secret", "x", "http://me:word@proxy", "--secret")]
    [InlineData("x --secretive", "x", "--secretive")]
    public void What_is_not_for_showing_is_hidden(string shown, params string[] arguments) =>
        Assert.Equal(shown, string.Join(' ', Secrecy.Hide(arguments)));
}
