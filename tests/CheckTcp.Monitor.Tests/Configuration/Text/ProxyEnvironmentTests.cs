using CheckTcp.Monitor.Configuration.Text;

namespace CheckTcp.Monitor.Tests.Configuration.Text;

/// <summary>The values are those of Go's net/http, ProxyFromEnvironment (Go 1.19).</summary>
public class ProxyEnvironmentTests
{
    private const string Used = "http://proxy:3128";

    [Theory]
    [InlineData("", "https://api.example.com", true)]
    [InlineData("*", "https://api.example.com", false)]
    [InlineData("x, *", "https://192.0.2.1", false)]
    [InlineData("example.com", "https://example.com", false)]
    [InlineData("example.com", "https://api.example.com", false)]
    [InlineData("example.com", "https://badexample.com", true)]
    [InlineData("EXAMPLE.com , other", "https://Api.Example.COM", false)]
    [InlineData(".example.com", "https://api.example.com", false)]
    [InlineData(".example.com", "https://example.com", true)]
    [InlineData("*.example.com", "https://api.example.com", false)]
    [InlineData("*.example.com", "https://example.com", true)]
    [InlineData("example.com:443", "https://api.example.com", false)]
    [InlineData("example.com:444", "https://api.example.com", true)]
    [InlineData("example.com:444", "https://api.example.com:444", false)]
    [InlineData("example.com:", "https://api.example.com", false)]
    [InlineData("example.com:x", "https://api.example.com", true)]
    [InlineData(":443", "https://api.example.com", true)]
    [InlineData("10.0.0.0/8", "https://10.1.2.3", false)]
    [InlineData("10.1.2.3/8", "https://10.255.0.1", false)]
    [InlineData("10.0.0.0/8", "https://11.1.2.3", true)]
    [InlineData("10.0.0.0/8", "https://api.example.com", true)]
    [InlineData("2001:db8::/32", "https://[2001:db8::1]", false)]
    [InlineData("2001:db8::/32", "https://[2001:db9::1]", true)]
    [InlineData("192.0.2.1", "https://192.0.2.1", false)]
    [InlineData("192.0.2.1:444", "https://192.0.2.1", true)]
    [InlineData("192.0.2.1:443", "https://192.0.2.1", false)]
    [InlineData("[2001:db8::1]:443", "https://[2001:db8::1]", false)]
    [InlineData("2001:db8::1", "https://[2001:db8::1]", false)]
    [InlineData("", "https://localhost", false)]
    [InlineData("", "https://127.0.0.1:8080", false)]
    [InlineData("", "https://[::1]", false)]
    [InlineData("com", "https://example.com", false)]
    public void NO_PROXY_means_what_it_means_to_the_agent(string noProxy, string address, bool isUsed) =>
        Assert.Equal(isUsed ? Used : null, Of(("HTTPS_PROXY", Used), ("NO_PROXY", noProxy)).For(new Uri(address))?.ToString());

    [Theory]
    [InlineData("https://a", "http://tls:1")]
    [InlineData("http://a", "http://plain:2")]
    public void Each_scheme_has_its_own(string address, string proxy) =>
        Assert.Equal(proxy, Of(("HTTPS_PROXY", "tls:1"), ("http_proxy", "http://plain:2"), ("ALL_PROXY", "http://all:3")).For(new Uri(address))!.ToString());

    [Fact]
    public void Capitals_win() =>
        Assert.Equal("http://b:1", Of(("https_proxy", "a:1"), ("HTTPS_PROXY", "b:1")).For(new Uri("https://x"))!.ToString());

    [Theory]
    [InlineData("ftp://proxy:1")]
    [InlineData("http://")]
    [InlineData("http://proxy:port")]
    [InlineData("pro xy")]
    public void What_is_no_address_is_an_error_that_shows_nothing_of_it(string value)
    {
        ProxyEnvironment environment = Of(("https_proxy", value));

        Assert.Equal(
            "the environment variable HTTPS_PROXY is not the address of a proxy; write for example \"http://proxy.example:3128\" "
                + "(http, https or socks5; %40 for an @ in a password), or unset it",
            Assert.Single(environment.Errors));
        Assert.Null(environment.For(new Uri("https://x")));
    }

    private static ProxyEnvironment Of(params (string Name, string Value)[] variables) =>
        new(variables.ToDictionary(variable => variable.Name, variable => variable.Value));
}
