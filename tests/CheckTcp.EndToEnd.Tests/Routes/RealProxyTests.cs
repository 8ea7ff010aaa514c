using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Routes;

/// <summary>What other people's proxies say of a target, and what is made of it.</summary>
[Collection<WithRealServers>]
public sealed class RealProxyTests(RealServers servers, RouteServers routes)
{
    [Theory]
    [InlineData("http", "squid")]
    [InlineData("http", "privoxy")]
    [InlineData("http", "apache")]
    [InlineData("socks5", "dante")]
    [InlineData("socks5h", "ssh -D")]
    public async Task A_server_is_reached_through_it(string scheme, string proxy)
    {
        ProgramRun run = await RunAsync(scheme, proxy, "127.0.0.1", servers.Dovecot.Pop, "--service", "pop");

        Assert.StartsWith("POP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "squid", "connection refused: HTTP 503 Service Unavailable (ERR_CONNECT_FAIL 111)", true)]
    [InlineData("http", "privoxy", "HTTP 503 Connect failed", false)]
    [InlineData("http", "apache", "HTTP 503 Service Unavailable", false)]
    [InlineData("socks5", "dante", "connection refused", true)]
    [InlineData("socks5", "ssh -D", "connection closed by peer; the proxy answers, but gave no reason", false)]
    public async Task A_port_that_refuses_is_closed_where_the_proxy_proves_it(string scheme, string proxy, string words, bool isProved)
    {
        using var closed = new ClosedPort();
        string fault = await FaultAsync(proxy, $"127.0.0.1:{closed.Port}", words);

        ProgramRun run = await RunAsync(scheme, proxy, "127.0.0.1", closed.Port);
        ProgramRun expected = await RunAsync(scheme, proxy, "127.0.0.1", closed.Port, "-C");

        Assert.Equal(fault, run.Output);
        Assert.Equal(isProved ? $"TCP OK: Verified that the port is closed. (port={closed.Port})\n" : fault, expected.Output);
    }

    [Theory]
    [InlineData("http", "squid", "timed out: HTTP 503 Service Unavailable (ERR_CONNECT_FAIL 110)")]
    [InlineData("http", "apache", "HTTP 503 Service Unavailable")]
    [InlineData("socks5", "dante", "timed out (TTL expired)")]
    public async Task A_port_that_is_silent_is_not_closed(string scheme, string proxy, string words)
    {
        using var silent = new SilentPort();
        string fault = await FaultAsync(proxy, $"127.0.0.1:{silent.Port}", words);

        ProgramRun run = await RunAsync(scheme, proxy, "127.0.0.1", silent.Port, "-C", "-t", "30");

        Assert.Equal(fault, run.Output);
    }

    [Theory]
    [InlineData("http", "privoxy", "the proxy has not answered, it may be waiting for the target")]
    [InlineData("socks5", "ssh -D", "the proxy answers, the target does not")]
    public async Task Where_the_proxy_waits_longer_it_is_told_who_is_silent(string scheme, string proxy, string which)
    {
        using var silent = new SilentPort();
        string fault = await FaultAsync(proxy, $"127.0.0.1:{silent.Port}", $"timed out after 1 s; {which}");

        ProgramRun run = await RunAsync(scheme, proxy, "127.0.0.1", silent.Port, "-C", "-t", "1");

        Assert.Equal(fault, run.Output);
    }

    [Theory]
    [InlineData("http", "squid", "224.0.0.1", "network or host unreachable: HTTP 503 Service Unavailable (ERR_CONNECT_FAIL 101)")] // no TCP to many
    [InlineData("socks5", "dante", "224.0.0.1", "network unreachable")]
    [InlineData("socks5", "dante", "127.0.0.9", "not allowed by the proxy's rules")]
    [InlineData("http", "squid with Digest", "127.0.0.1",
        "the proxy requires Digest, only Basic is supported: HTTP 407 Proxy Authentication Required (ERR_CACHE_ACCESS_DENIED 0)")]
    [InlineData("http", "dante", "127.0.0.1", "connection closed by peer; the proxy has not answered, make sure that it is an HTTP proxy")]
    [InlineData("http", "ssh -D", "127.0.0.1", "connection closed by peer; the proxy has not answered, make sure that it is an HTTP proxy")]
    public async Task Why_it_does_not_lead_there_is_told_and_proves_nothing_about_the_port(string scheme, string proxy, string host, string words)
    {
        string fault = await FaultAsync(proxy, $"{host}:25", words);

        ProgramRun run = await RunAsync(scheme, proxy, host, 25);
        ProgramRun expected = await RunAsync(scheme, proxy, host, 25, "-C");

        Assert.Equal((fault, fault), (run.Output, expected.Output));
    }

    [Fact]
    public async Task A_SOCKS_proxy_that_answers_an_HTTP_request_is_named_one()
    {
        int port = servers.Microsocks.Port;

        ProgramRun run = await Plugin.RunAsync("-H", "127.0.0.1", "-p", "25", "--proxy", $"http://127.0.0.1:{port}");

        Assert.Equal(
            $"TCP CRITICAL: proxy 127.0.0.1:{port}: no connection to 127.0.0.1:25: the answer is that of a SOCKS proxy; give it as socks5://\n", run.Output);
    }

    private async Task<ProgramRun> RunAsync(string scheme, string proxy, string host, int port, params string[] options) =>
        await Plugin.RunAsync(["-H", host, "-p", $"{port}", "--proxy", $"{scheme}://127.0.0.1:{await routes.PortOfAsync(proxy)}", .. options]);

    private async Task<string> FaultAsync(string proxy, string target, string words) =>
        $"TCP CRITICAL: proxy 127.0.0.1:{await routes.PortOfAsync(proxy)}: no connection to {target}: {words}\n";
}
