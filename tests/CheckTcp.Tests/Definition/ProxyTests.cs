namespace CheckTcp.Tests.Definition;

public sealed class ProxyTests
{
    [Theory]
    [InlineData("socks5://proxy.example:1080", ProxyKind.Socks5, "proxy.example", 1080, null, null)]
    [InlineData("SOCKS5H://127.0.0.1:1080/", ProxyKind.Socks5WithNames, "127.0.0.1", 1080, null, null)]
    [InlineData("http://[::1]:3128", ProxyKind.HttpConnect, "[::1]", 3128, null, null)]
    [InlineData("http://ann@p:1", ProxyKind.HttpConnect, "p", 1, "ann", null)]
    [InlineData("http://ann:@p:1", ProxyKind.HttpConnect, "p", 1, "ann", "")]
    [InlineData("http://ann:s:ec@ret@p:65535", ProxyKind.HttpConnect, "p", 65535, "ann", "s:ec@ret")]
    [InlineData("socks5://a%3ab:%40%C3%A9%zz%4@p:1", ProxyKind.Socks5, "p", 1, "a:b", "@é%zz%4")]
    public void Its_address_is_read(string text, ProxyKind kind, string host, int port, string? user, string? password)
    {
        Assert.True(Proxy.TryParse(text, out Proxy? proxy, out string? fault), fault);

        Assert.Equal((kind, host, port, user, password), (proxy.Kind, proxy.Host, proxy.Port, proxy.User, proxy.Password));
    }

    [Theory]
    [InlineData("begins with socks5://", "")]
    [InlineData("begins with socks5://", "proxy:1080")]
    [InlineData("begins with socks5://", "https://u:secret@p:1")]
    [InlineData("begins with socks5://", "socks4://p:1")]
    [InlineData("HOST:PORT", "socks5://")]
    [InlineData("HOST:PORT", "socks5://u:secret@")]
    [InlineData("HOST:PORT", "socks5://proxy")]
    [InlineData("HOST:PORT", "socks5://:1080")]
    [InlineData("HOST:PORT", "socks5://u:secret@p:0")]
    [InlineData("HOST:PORT", "socks5://p:65536")]
    [InlineData("HOST:PORT", "socks5://p:+1")]
    [InlineData("HOST:PORT", "socks5://::1:1080")]
    [InlineData("HOST:PORT", "socks5://[::1]1080")]
    [InlineData("1 to 255 bytes", "socks5://:secret@p:1")]
    [InlineData("no colon", "http://a%3Ab:secret@p:1")]
    public void What_is_wrong_is_said_without_the_password(string fault, string text)
    {
        Assert.False(Proxy.TryParse(text, out _, out string? words));

        Assert.Contains(fault, words);
        Assert.DoesNotContain("secret", words);
    }

    [Fact]
    public void Credentials_fit_into_SOCKS()
    {
        string most = new('é', 127);
        var proxy = new Proxy(ProxyKind.Socks5, "p", 1) { User = most, Password = most };

        Assert.Throws<ArgumentException>(() => proxy with { User = most + "aa" });
        Assert.Throws<ArgumentException>(() => proxy with { Password = most + "aa" });
        Assert.Throws<ArgumentException>(() => proxy with { User = "" });
        Assert.False(Proxy.TryParse($"socks5://u:{most}aa@p:1", out _, out string? fault));
        Assert.Contains("at most 255 bytes", fault);
    }

    [Fact]
    public void Its_words_hold_neither_user_nor_password()
    {
        var proxy = new Proxy(ProxyKind.Socks5WithNames, "::1", 1080) { User = "ann", Password = "p4ssword" };

        Assert.Equal("socks5h://[::1]:1080", $"{proxy}");
        Assert.DoesNotContain("p4ssword", $"{new TcpCheck { Target = Target.Tcp("h", 1), Route = new Route { Proxy = proxy } }}");
    }
}
