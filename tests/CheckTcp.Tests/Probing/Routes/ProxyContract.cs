using System.Net;
using System.Text;
using CheckTcp.Checks;
using CheckTcp.Probing;
using CheckTcp.Probing.Routes;
using CheckTcp.Probing.Tls;
using CheckTcp.TestSupport;
using CheckTcp.Verdicts;
using TrustStore = CheckTcp.Probing.Tls.TrustStore;

namespace CheckTcp.Tests.Probing.Routes;

public sealed class BlockingProxyTests() : ProxyContract(Transport.Blocking);

public sealed class EpollProxyTests() : ProxyContract(Transport.Epoll);

public sealed class SocketsProxyTests() : ProxyContract(Transport.Sockets);

/// <summary>How each transport goes through a proxy.</summary>
public abstract class ProxyContract(Transport transport) : ProbingSession(transport)
{
    private const string Granted = "\x05\0\x05\0\0\x01\0\0\0\0\0\0"; // the answers to a greeting and to a request

    [Fact]
    public async Task A_dialogue_goes_through_a_SOCKS_proxy_to_an_address()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));
        await using var proxy = new TestSocksProxy();

        Observation seen = await RunAsync(Through($"socks5://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("localhost", server.Port) with
        {
            Families = AddressFamilies.IPv4,
        }, Expect("^220"))));

        Assert.Null(seen.Failure);
        Assert.Equal([$"127.0.0.1:{server.Port}"], proxy.Asked);
        Assert.Equal($"127.0.0.1:{proxy.Port}", seen.ConnectedTo?.ToString());
        Assert.NotNull(seen.Phases.Proxy);
        Assert.Equal("220 ready\r\n", ResponseOf(seen));
    }

    [Fact]
    public async Task A_dialogue_goes_through_a_SOCKS_proxy_to_an_IPv6_address()
    {
        await using var server = ScriptedServer.Start(new IPEndPoint(IPAddress.IPv6Loopback, 0), peer => peer.SendAsync("220 ready\r\n"));
        await using var proxy = new TestSocksProxy();

        Observation seen = await RunAsync(Through($"socks5://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("::1", server.Port), Expect("^220"))));

        Assert.Null(seen.Failure);
        Assert.Equal([$"::1:{server.Port}"], proxy.Asked);
    }

    [Fact]
    public async Task A_proxy_is_told_an_internationalized_name_as_DNS_has_it()
    {
        await using var proxy = ScriptedServer.Start(async peer => await peer.ReceiveThroughAsync("\r\n\r\n"));

        await RunAsync(Through($"http://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("b\u00FCcher.example", 80))));

        Assert.StartsWith("CONNECT xn--bcher-kva.example:80 HTTP/1.1\r\nHost: xn--bcher-kva.example:80\r\n", proxy.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_only_the_proxy_knows_is_left_to_it()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));
        await using var proxy = new TestSocksProxy();
        Target target = Target.Tcp("known-to-the-proxy.invalid", server.Port);

        Observation seen = await RunAsync(Through($"socks5h://127.0.0.1:{proxy.Port}", CheckOf(target, Expect("^220"))));

        Assert.Null(seen.Failure);
        Assert.Null(seen.Phases.Resolve);
        Assert.Equal([$"known-to-the-proxy.invalid:{server.Port}"], proxy.Asked);
    }

    [Fact]
    public async Task A_name_is_left_to_an_HTTP_proxy()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));
        await using var proxy = new TestProxy();
        Target target = Target.Tcp("localhost", server.Port);

        Observation seen = await RunAsync(Through($"http://127.0.0.1:{proxy.Port}", CheckOf(target, Expect("^220"))));

        Assert.Null(seen.Failure);
        Assert.Equal([$"CONNECT localhost:{server.Port} HTTP/1.1"], proxy.Passed);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("socks5")]
    [InlineData("socks5h")]
    public async Task A_user_and_password_are_given(string scheme)
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));
        await using var socks = new TestSocksProxy("ann:p@ss: é");
        await using var http = new TestProxy("ann:p@ss: é");
        int port = scheme == "http" ? http.Port : socks.Port;

        Observation right = await RunAsync(Through($"{scheme}://ann:p@ss: %C3%A9@127.0.0.1:{port}", CheckOf(server.Port, Expect("^220"))));
        Observation wrong = await RunAsync(Through($"{scheme}://ann:secret@127.0.0.1:{port}", CheckOf(server.Port, Expect("^220"))));
        Observation none = await RunAsync(Through($"{scheme}://127.0.0.1:{port}", CheckOf(server.Port, Expect("^220"))));

        Assert.Null(right.Failure);
        Assert.Equal((Phase.Proxy, FailureCause.ProxyDenied), (wrong.Failure?.Phase, wrong.Failure?.Cause));
        Assert.StartsWith($"proxy 127.0.0.1:{port}: it refuses the user or the password", wrong.Failure?.Message);
        Assert.DoesNotContain("secret", wrong.Failure?.Message);
        Assert.Equal((Phase.Proxy, FailureCause.ProxyDenied), (none.Failure?.Phase, none.Failure?.Cause));
        Assert.StartsWith($"proxy 127.0.0.1:{port}: it wants a user and a password", none.Failure?.Message);
    }

    [Fact]
    public async Task TLS_and_the_name_in_the_certificate_are_the_target_s()
    {
        await using var server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.SendAsync("220 ready\r\n"));
        await using var proxy = new TestProxy();
        TcpCheck check = CheckOf(Target.Tcp("localhost", server.Port), Expect("^220")) with { Tls = TlsSettings.Verified };
        using var folder = new TemporaryFolder();
        var trust = new TrustStore(new TrustLocations([folder.Write("ca.pem", TestCertificates.Trusted.Pem)], []));

        Observation seen = await RunAsync(Through($"http://127.0.0.1:{proxy.Port}", check), trust);

        Assert.Null(seen.Failure);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("http")]
    public async Task What_the_target_says_at_once_is_not_lost(string scheme)
    {
        string granted = scheme == "http" ? "HTTP/1.1 200 OK\r\n\r\n" : Granted[2..];
        await using var proxy = ScriptedServer.Start(async peer =>
        {
            if (scheme == "socks5")
            {
                await peer.ReceiveThroughAsync("\x05\x01\0");
                await peer.SendAsync(Granted[..2]);
                await peer.ReceiveThroughAsync("\x05\x01\0\x01");
            }
            else
            {
                await peer.ReceiveThroughAsync("\r\n\r\n");
            }

            await peer.SendAsync(granted + "220 at once\r\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(Through($"{scheme}://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25), Expect("\r\n"))));

        Assert.Null(seen.Failure);
        Assert.Equal("220 at once\r\n", ResponseOf(seen));
    }

    [Theory]
    [InlineData("socks5", Granted)]
    [InlineData("http", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nVia: x\r\nContent-Length: 10\r\n\r\n")]
    [InlineData("http", "HTTP/1.0 200 OK\n\n")]
    public async Task An_answer_that_comes_byte_by_byte_is_understood(string scheme, string answer)
    {
        await using var proxy = ScriptedServer.Start(async peer =>
        {
            await peer.DripAsync(answer + "220 slow\r\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(Through($"{scheme}://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25), Expect("^220 slow\r\n"))));

        Assert.Null(seen.Failure);
    }

    [Theory]
    [InlineData(1, FailureCause.ProxyDenied, "general failure of the proxy")]
    [InlineData(2, FailureCause.ProxyDenied, "not allowed by the proxy's rules")]
    [InlineData(3, FailureCause.Unreachable, "network unreachable")]
    [InlineData(4, FailureCause.Unreachable, "host unreachable")]
    [InlineData(5, FailureCause.Refused, "connection refused")]
    [InlineData(6, FailureCause.TimedOut, "TTL expired")]
    [InlineData(7, FailureCause.ProxyDenied, "the proxy does not know the command")]
    [InlineData(8, FailureCause.ProxyDenied, "the proxy does not know this kind of address")]
    [InlineData(99, FailureCause.ProxyDenied, "unknown reply 99")]
    public async Task What_a_SOCKS_proxy_says_of_the_target_is_told(int reply, FailureCause cause, string words)
    {
        await using var proxy = ScriptedServer.Start(peer => peer.SendAsync($"\x05\0\x05{(char)reply}")); // cut short

        Observation seen = await RunAsync(Through($"socks5://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25))));

        Assert.Equal(new Failure(Phase.Proxy, cause, $"proxy 127.0.0.1:{proxy.Port}: no connection to 192.0.2.1:25: {words}"), seen.Failure);
    }

    [Fact]
    public async Task What_an_HTTP_proxy_says_is_told_without_credentials_and_secrets()
    {
        string basic = Convert.ToBase64String("joe:hunter2"u8);
        await using var proxy = ScriptedServer.Start(peer => peer.SendAsync($"HTTP/1.1 403 not joe:hunter2, {basic} or {new string('.', 40)} s3cret{new string('x', 90)}\r\n\r\n"));
        TcpCheck check = Through($"http://joe:hunter2@127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25)));

        Observation seen = await RunAsync(check with { Secrets = new Secrets(["s3cret"]) });

        Assert.EndsWith(
            $": HTTP 403 not ***:*******, {new string('*', basic.Length)} or {new string('.', 40)} ******{new string('x', 16)}...", seen.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("403 Forbidden", FailureCause.ProxyDenied, "HTTP 403 Forbidden")]
    [InlineData("500 Unable\tto connect", FailureCause.ProxyDenied, "HTTP 500 Unable\tto connect")]
    [InlineData("502", FailureCause.Unreachable, "network or host unreachable: HTTP 502")]
    [InlineData("503 Service Unavailable", FailureCause.Unreachable, "network or host unreachable: HTTP 503 Service Unavailable")]
    [InlineData("405 No", FailureCause.ProxyDenied, "HTTP 405 No")]
    [InlineData("504 Late", FailureCause.TimedOut, "timed out: HTTP 504 Late")]
    [InlineData("502 Bad\r\nproxy-STATUS: p; error=connection_refused; x=1", FailureCause.Refused, "connection refused: HTTP 502 Bad")]
    [InlineData("502 Bad\r\nProxy-Status: p; error=dns_error", FailureCause.NameNotFound, "name not found: HTTP 502 Bad")]
    public async Task What_an_HTTP_proxy_says_of_the_target_is_told(string answer, FailureCause cause, string words)
    {
        await using var proxy = ScriptedServer.Start(peer => peer.SendAsync($"HTTP/1.1 {answer}\r\n\r\n<html>"));

        Observation seen = await RunAsync(Through($"http://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("db.example", 25))));

        Assert.Equal(new Failure(Phase.Proxy, cause, $"proxy 127.0.0.1:{proxy.Port}: no connection to db.example:25: {words}"), seen.Failure);
    }

    [Theory]
    [InlineData("http", "SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("http", "HTTP/1.1 OK\r\n\r\n")]
    [InlineData("http", "HTTP/1.1 2\r\n\r\n")]
    [InlineData("http", "\n\n")]
    [InlineData("socks5", "HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("socks5", "\x05\x02")] // a way to sign in that was not offered
    [InlineData("socks5", "\x05\0\x04\x5A")]
    [InlineData("socks5", "\x05\0\x05\0\0\x02")] // no such kind of address
    public async Task Something_that_is_no_such_proxy_is_said_so_at_once(string scheme, string answer)
    {
        await using var proxy = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(answer);
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(Through($"{scheme}://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25))));

        Assert.Equal(
            new Failure(Phase.Proxy, FailureCause.NotAProxy, $"proxy 127.0.0.1:{proxy.Port}: the answer is none of such a proxy"), seen.Failure);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nx: ")] // a head without an end
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n")] // heads without an end
    public async Task A_head_has_a_bound(string flood)
    {
        await using var proxy = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(flood);
            await peer.FloodAsync(flood.EndsWith('\n') ? flood : "endless ");
        });

        Observation seen = await RunAsync(Through($"http://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25))));

        Assert.Equal((Phase.Proxy, FailureCause.NotAProxy), (seen.Failure?.Phase, seen.Failure?.Cause));
    }

    [Theory]
    [InlineData(0)] // ends with the bound
    [InlineData(1)]
    public async Task A_head_may_be_as_long_as_the_bound(int beyond)
    {
        string head = "HTTP/1.1 200 OK\r\nx: ";
        string padded = head + new string('x', HttpConnectTunnel.MaxHeadBytes - head.Length - 4 + beyond) + "\r\n\r\n";
        await using var proxy = ScriptedServer.Start(peer => peer.SendAsync(padded + "220"));

        Observation seen = await RunAsync(Through($"http://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25), Expect("^220"))));

        Assert.Equal(beyond == 0 ? null : FailureCause.NotAProxy, seen.Failure?.Cause);
    }

    [Theory]
    [InlineData("socks5", "")]
    [InlineData("socks5", "\x05\0\x05\0\0\x03\xff")]
    [InlineData("http", "HTTP/1.1 200 OK\r\nVia: ")]
    public async Task A_proxy_that_stalls_is_given_up_at_the_deadline(string scheme, string begun)
    {
        await using var proxy = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(Encoding.Latin1.GetBytes(begun));
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(Within(0.3, Through($"{scheme}://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25)))));

        Assert.Equal(
            new Failure(Phase.Proxy, FailureCause.TimedOut, $"proxy 127.0.0.1:{proxy.Port}: timed out after 0.3 s"), seen.Failure);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("http")]
    public async Task A_proxy_that_closes_is_said_so(string scheme)
    {
        await using var proxy = ScriptedServer.Start(_ => Task.CompletedTask);

        Observation seen = await RunAsync(Through($"{scheme}://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25))));

        Assert.Equal((Phase.Proxy, FailureCause.Closed), (seen.Failure?.Phase, seen.Failure?.Cause));
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_not_the_target()
    {
        using var closed = new ClosedPort();

        Observation seen = await RunAsync(Through($"http://127.0.0.1:{closed.Port}", CheckOf(Target.Tcp("db.example", 25))));

        Assert.Equal((Phase.Connect, FailureCause.Refused), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.Equal($"proxy: connect to 127.0.0.1:{closed.Port}: connection refused", seen.Failure?.Message);
    }

    [Fact]
    public async Task A_name_cannot_end_the_line_of_the_request()
    {
        await using var proxy = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveThroughAsync("\r\n\r\n");
            await peer.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
        });

        await RunAsync(Through($"http://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("a b\r\nX: y", 25))));

        Assert.Equal("CONNECT a%20b%0D%0AX:%20y:25 HTTP/1.1\r\nHost: a%20b%0D%0AX:%20y:25\r\n\r\n", proxy.Received);
    }

    [Fact]
    public async Task A_name_too_long_for_SOCKS_is_not_sent_cut()
    {
        await using var proxy = ScriptedServer.Start(peer => peer.StallAsync());

        Observation seen = await RunAsync(Through($"socks5h://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp(new string('é', 128), 25))));

        Assert.Equal((Phase.Proxy, FailureCause.NameNotFound), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.Equal("", proxy.Received);
    }

    [Fact]
    public async Task A_failure_behind_the_proxy_names_the_target()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("421 no\r\n"));
        await using var proxy = new TestSocksProxy();

        Observation seen = await RunAsync(Through($"socks5://127.0.0.1:{proxy.Port}", CheckOf(server.Port, Expect("^220"))));

        Assert.Equal($"receive from 127.0.0.1:{server.Port}: the response does not match", seen.Failure?.Message);
    }

    [Fact]
    public async Task An_open_port_behind_a_proxy_is_not_spoken_with_when_it_should_be_closed()
    {
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());
        await using var proxy = new TestSocksProxy();
        TcpCheck check = Through($"socks5://127.0.0.1:{proxy.Port}", CheckOf(server.Port, Send("hello"))) with { ExpectClosed = true };

        Observation seen = await RunAsync(check with { Route = check.Route with { ProxyProtocol = ProxyProtocolVersion.Version1 } });

        Assert.Equal(
            new Failure(Phase.Proxy, FailureCause.Open, $"proxy 127.0.0.1:{proxy.Port}: 127.0.0.1:{server.Port} is unexpectedly open"), seen.Failure);
        await server.ConnectionEnded;
        Assert.Equal("", server.Received);
    }

    [Theory]
    [InlineData(true, Status.Ok)]
    [InlineData(false, Status.Critical)]
    public async Task A_target_that_refuses_is_told_from_a_proxy_that_is_dead(bool proxyLives, Status expected)
    {
        await using var proxy = new TestSocksProxy();
        using var dead = new ClosedPort();
        using var closed = new ClosedPort();
        TcpCheck check = Through($"socks5://127.0.0.1:{(proxyLives ? proxy.Port : dead.Port)}", CheckOf(closed.Port));

        Observation seen = await RunAsync(check);

        Assert.Equal((proxyLives ? Phase.Proxy : Phase.Connect, FailureCause.Refused), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.Equal(expected, Verdict.Of(check with { RefusedStatus = Status.Ok }, seen).Status);
        Assert.StartsWith("proxy", Verdict.Of(check, seen).Message, StringComparison.Ordinal);
    }

    private static TcpCheck Through(string proxy, TcpCheck check)
    {
        Assert.True(Proxy.TryParse(proxy, out Proxy? parsed, out _), proxy);
        return check with { Route = new Route { Proxy = parsed } };
    }
}
