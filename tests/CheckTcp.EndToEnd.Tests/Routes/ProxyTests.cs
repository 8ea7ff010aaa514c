using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Routes;

[Collection<WithRealServers>]
public class ProxyTests(RealServers servers)
{
    [Theory]
    [InlineData("socks5")]
    [InlineData("socks5h")]
    [InlineData("http")]
    public async Task A_real_server_is_OK_through_a_real_proxy(string scheme)
    {
        ProgramRun run = await Plugin.RunAsync(
            ["--service", "pop", "-H", "localhost", "-4", "-p", $"{servers.Dovecot.Pop}", "--proxy", Proxy(scheme, "ann:s3cret@"), "-v"]);

        Assert.Matches(@"\APOP OK: \d+\.\d{3} seconds response time on localhost port \d+ \[\+OK Dovecot .* ready\.\]\n\z", run.Output);
        Assert.Contains("\nproxy: ", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("http")]
    public async Task TLS_is_spoken_through_a_real_proxy(string scheme)
    {
        ProgramRun run = await Plugin.RunAsync(
            ["--service", "simap", "-H", "localhost", "-4", "-p", $"{servers.Dovecot.Simap}", "--no-check-certificate",
                "--proxy", Proxy(scheme, "ann:s3cret@")]);

        Assert.StartsWith("SIMAP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("http")]
    public async Task User_and_password_may_stand_in_the_environment(string scheme)
    {
        ProgramCall call = await Plugin.CallAsync("--service", "pop", "-H", "127.0.0.1", "-p", $"{servers.Dovecot.Pop}", "--proxy", Proxy(scheme, ""));

        ProgramRun run = await call.WithVariable("CHECK_TCP_PROXY_USER", "ann").WithVariable("CHECK_TCP_PROXY_PASSWORD", "s3cret").RunAsync();

        Assert.StartsWith("POP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_may_the_password_alone()
    {
        ProgramCall call = await Plugin.CallAsync("--service", "pop", "-H", "127.0.0.1", "-p", $"{servers.Dovecot.Pop}", "--proxy", Proxy("socks5", "ann@"));

        ProgramRun run = await call.WithVariable("CHECK_TCP_PROXY_PASSWORD", "s3cret").RunAsync();

        Assert.StartsWith("POP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_is_dead_is_no_target_that_refuses()
    {
        using var closed = new ClosedPort();

        ProgramRun run = await Plugin.RunAsync(
            "-H", "127.0.0.1", "-p", $"{servers.Dovecot.Pop}", "--proxy", $"socks5://127.0.0.1:{closed.Port}", "--refuse", "ok");

        Assert.Equal($"TCP CRITICAL: proxy: connect to 127.0.0.1:{closed.Port}: connection refused\n", run.Output);
    }

    [Theory]
    [InlineData("socks5", "")]
    [InlineData("socks5", "ann:wr0ng@")]
    [InlineData("http", "")]
    [InlineData("http", "ann:wr0ng@")]
    public async Task A_proxy_that_wants_other_credentials_is_CRITICAL_and_they_are_not_told(string scheme, string credentials)
    {
        foreach (string form in (string[])["-v", "--json"])
        {
            ProgramRun run = await Plugin.RunAsync(
                ["-H", "127.0.0.1", "-p", $"{servers.Dovecot.Pop}", "--proxy", Proxy(scheme, credentials), form]);

            Assert.Contains(
                $"proxy 127.0.0.1:{PortOf(scheme)}: no connection to 127.0.0.1:{servers.Dovecot.Pop}: "
                    + (credentials.Length == 0 ? "the proxy requires a user and a password; give them in --proxy" : "the proxy refuses the user or the password"),
                run.Output);
            Assert.Equal(2, run.ExitCode);
            Assert.DoesNotContain("wr0ng", run.Output + run.Error);
            Assert.DoesNotContain("ann", run.Output + run.Error);
        }
    }

    [Fact]
    public async Task A_closed_port_behind_a_SOCKS_proxy_is_told_from_a_proxy_that_is_dead()
    {
        using var closed = new ClosedPort();

        ProgramRun refused = await Plugin.RunAsync("-C", "-H", "127.0.0.1", "-p", $"{closed.Port}", "--proxy", Proxy("socks5", "ann:s3cret@"));
        ProgramRun open = await Plugin.RunAsync(
            "-C", "-H", "127.0.0.1", "-p", $"{servers.Dovecot.Pop}", "--proxy", Proxy("socks5", "ann:s3cret@"));
        ProgramRun dead = await Plugin.RunAsync("-C", "-H", "127.0.0.1", "-p", "1", "--proxy", $"socks5://127.0.0.1:{closed.Port}");

        Assert.Equal($"TCP OK: Verified that the port is closed. (port={closed.Port})\n", refused.Output);
        Assert.StartsWith("TCP CRITICAL: Unexpectedly open port.", open.Output, StringComparison.Ordinal);
        Assert.Equal($"TCP CRITICAL: proxy: connect to 127.0.0.1:{closed.Port}: connection refused\n", dead.Output);
    }

    private string Proxy(string scheme, string credentials) => $"{scheme}://{credentials}127.0.0.1:{PortOf(scheme)}";

    private int PortOf(string scheme) => scheme == "http" ? servers.Tinyproxy.Port : servers.Microsocks.Port;
}
