using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Api;

public class ApiSettingsTests
{
    private static readonly ProxyEnvironment Environment = new(new Dictionary<string, string>
    {
        ["HTTP_PROXY"] = "http://eu:ep@environment:1",
        ["HTTPS_PROXY"] = "http://eu:ep@environment:1",
        ["NO_PROXY"] = "bypassed",
    });

    [Theory]
    [InlineData("https://api", null, null, "http://environment:1")]
    [InlineData("https://api", "", "", "http://environment:1")]
    [InlineData("https://bypassed", null, null, null)]
    [InlineData("https://api", "direct", null, null)]
    [InlineData("https://api", "h:1", null, "http://h:1")]
    [InlineData("https://api", "h:1", "", "http://h:1")]
    [InlineData("https://api", "h:1", "s:2", "http://s:2")]
    [InlineData("https://api", "h:1", "direct", null)]
    [InlineData("https://api", "direct", "s:2", "http://s:2")]
    [InlineData("http://api", "h:1", "s:2", "http://h:1")]
    [InlineData("http://api", null, "s:2", "http://environment:1")]
    [InlineData("http://bypassed", "h:1", null, "http://h:1")]
    public void The_proxy_is_that_of_the_scheme_and_else_of_the_environment(string address, string? http, string? https, string? proxy)
    {
        var settings = ApiSettings.Of(new AgentSettings { ApiBase = address, HttpProxy = http, HttpsProxy = https }, Environment);

        Assert.Equal(proxy, settings.Proxy?.ToString());
    }

    [Fact]
    public void A_user_and_password_of_the_environment_are_taken() =>
        Assert.Equal(("eu", "ep"), (Of().Proxy!.User, Of().Proxy!.Password));

    [Fact]
    public void Settings_that_are_equal_need_no_new_connection()
    {
        Assert.Equal(Of(), Of());
        Assert.NotEqual(Of(), Of(key: "other"));
        Assert.NotEqual(Of(), Of(proxy: "http://u:p@h:1"));
        Assert.NotEqual(Of(proxy: "http://u:q@h:1"), Of(proxy: "http://u:p@h:1"));
        Assert.NotEqual(Of(), Of() with { KeepAlive = false });
        Assert.NotEqual(Of(), Of(address: "https://u:p@api.example"));
    }

    [Fact]
    public void Nothing_secret_is_in_the_text()
    {
        string text = $"{Of(key: "thekey", proxy: "http://pu:pp@h:1", address: "https://au:ap@api.example/x")}";

        Assert.Equal("https://api.example/x by http://h:1", text);
    }

    private static ApiSettings Of(string key = "k", string? proxy = null, string address = "https://api.example") =>
        ApiSettings.Of(new AgentSettings { ApiBase = address, ApiKey = key, HttpProxy = proxy }, Environment);
}
