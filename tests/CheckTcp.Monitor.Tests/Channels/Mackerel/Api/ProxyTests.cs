using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Api;

public class ProxyTests
{
    private const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 21\r\nConnection: close\r\n\r\n{\"host\":{\"id\":\"abc\"}}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", null)]
    [InlineData("us%40er:pass%3Aw0rd@", "us@er:pass:w0rd")]
    public async Task Plain_HTTP_goes_by_the_proxy_with_the_whole_address(string user, string? credentials)
    {
        await using var proxy = new TestProxy(credentials);
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Host("abc"));
        using MackerelApi api = Client(server.Address, $"http://{user}127.0.0.1:{proxy.Port}");

        ApiAnswer<Host> answer = await api.GetHostAsync("abc", Stop);

        Assert.Equal("abc", answer.Value?.Id);
        Assert.Equal($"GET {server.Address}/api/v0/hosts/abc HTTP/1.1", Assert.Single(proxy.Passed));
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("user:pass%3Aw0rd@", "user:pass:w0rd")]
    public async Task HTTPS_goes_through_the_proxy(string user, string? credentials)
    {
        await using var proxy = new TestProxy(credentials);
        await using ScriptedServer server = TlsServer(TestCertificates.Valid);
        using MackerelApi api = Client($"https://localhost:{server.Port}", $"{user}127.0.0.1:{proxy.Port}");

        ApiAnswer<Host> answer = await api.GetHostAsync("abc", Stop);

        Assert.Equal("abc", answer.Value?.Id);
        Assert.Equal($"CONNECT localhost:{server.Port} HTTP/1.1", Assert.Single(proxy.Passed));
    }

    [Theory]
    [InlineData("https://localhost:1", "the proxy http://127.0.0.1:PORT opens no way to it (407); look at http_proxy and https_proxy")]
    [InlineData("http://localhost:1", "407 Proxy Authentication Required; look at http_proxy and https_proxy in the configuration")]
    public async Task A_proxy_that_refuses_is_told_without_the_password(string address, string told)
    {
        await using var proxy = new TestProxy("user:right");
        using MackerelApi api = Client(address, $"http://user:wr0ng@127.0.0.1:{proxy.Port}");

        ApiFailure failure = (await api.GetHostAsync("abc", Stop)).Failure!;

        Assert.Equal(ApiFailureKind.Unavailable, failure.Kind);
        Assert.Equal(
            $"GET {address}/api/v0/hosts/abc: {told.Replace("PORT", $"{proxy.Port}", StringComparison.Ordinal)}", failure.Reason);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task A_proxy_that_is_not_there_is_told_without_the_password(string scheme)
    {
        using var closed = new ClosedPort();
        using MackerelApi api = Client($"{scheme}://localhost:1", $"http://us3r:passw0rd@127.0.0.1:{closed.Port}");

        ApiFailure failure = (await api.GetHostAsync("abc", Stop)).Failure!;

        Assert.Equal(
            $"GET {scheme}://localhost:1/api/v0/hosts/abc: connect to the proxy http://127.0.0.1:{closed.Port}: connection refused", failure.Reason);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_told()
    {
        await using ScriptedServer server = TlsServer(TestCertificates.UnknownIssuer);
        using MackerelApi api = Client($"https://localhost:{server.Port}", "direct");

        ApiFailure failure = (await api.GetHostAsync("abc", Stop)).Failure!;

        Assert.Equal(ApiFailureKind.Unavailable, failure.Kind);
        Assert.Contains("/hosts/abc: TLS handshake: The remote certificate ", failure.Reason, StringComparison.Ordinal);
    }

    private static ScriptedServer TlsServer(ServerCertificate certificate) => ScriptedServer.StartTls(certificate, async peer =>
    {
        await peer.ReceiveThroughAsync("\r\n\r\n");
        await peer.SendAsync(Answer);
    });

    /// <summary>A client that trusts the tests' authority alone.</summary>
    private static MackerelApi Client(string address, string proxy)
    {
        var trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { X509Certificate2.CreateFromPem(TestCertificates.Trusted.Pem) },
        };
        return new MackerelApi(
            ApiSettings.Of(new AgentSettings { ApiBase = address, ApiKey = "k", HttpProxy = proxy }),
            TimeProvider.System,
            new SslClientAuthenticationOptions { CertificateChainPolicy = trust });
    }
}
