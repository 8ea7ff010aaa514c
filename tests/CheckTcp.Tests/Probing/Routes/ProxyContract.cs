using System.Net;
using System.Text;
using CheckTcp.Probing;
using CheckTcp.Probing.Routes;
using CheckTcp.Probing.Tls;
using CheckTcp.TestSupport;
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

    [Theory]
    [InlineData("b\u00FCcher.example", "xn--bcher-kva.example")]
    [InlineData("fe80::1%1", "[fe80::1]")]
    public async Task An_HTTP_proxy_is_told_a_host_as_it_is_called_elsewhere(string host, string told)
    {
        await using var proxy = ScriptedServer.Start(async peer => await peer.ReceiveThroughAsync("\r\n\r\n"));

        await RunAsync(Through($"http://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp(host, 80))));

        Assert.StartsWith($"CONNECT {told}:80 HTTP/1.1\r\nHost: {told}:80\r\n", proxy.Received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_SOCKS_proxy_is_told_an_internationalized_name_as_DNS_has_it()
    {
        await using var proxy = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveBytesAsync(3);
            await peer.SendAsync("\x05\0");
            await peer.ReceiveBytesAsync(7);
        });

        await RunAsync(Through($"socks5h://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("b\u00FCcher.example", 80))));
        await proxy.ConnectionEnded;

        Assert.EndsWith("\x03\x15xn--bcher-kva.example\0P", proxy.Received, StringComparison.Ordinal);
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
        Assert.StartsWith(
            $"proxy 127.0.0.1:{port}: no connection to 127.0.0.1:{server.Port}: the proxy refuses the user or the password", wrong.Failure?.Message);
        Assert.DoesNotContain("secret", wrong.Failure?.Message);
        Assert.Equal((Phase.Proxy, FailureCause.ProxyDenied), (none.Failure?.Phase, none.Failure?.Cause));
        Assert.StartsWith(
            $"proxy 127.0.0.1:{port}: no connection to 127.0.0.1:{server.Port}: the proxy requires a user and a password; give them in --proxy",
            none.Failure?.Message);
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
    [InlineData(6, FailureCause.TimedOut, "timed out (TTL expired)")]
    [InlineData(7, FailureCause.ProxyDenied, "command not supported by the proxy")]
    [InlineData(8, FailureCause.ProxyDenied, "address type not supported by the proxy")]
    [InlineData(99, FailureCause.ProxyDenied, "unknown reply 99")]
    public async Task What_a_SOCKS_proxy_says_of_the_target_is_told(int reply, FailureCause cause, string words)
    {
        await using var proxy = ScriptedServer.Start(peer => peer.SendAsync($"\x05\0\x05{(char)reply}")); // cut short

        Observation seen = await RunAsync(Through($"socks5://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25))));

        Assert.Equal(new Failure(Phase.Proxy, cause, $"proxy 127.0.0.1:{proxy.Port}: no connection to 192.0.2.1:25: {words}"), seen.Failure);
    }

    [Fact]
    public async Task A_host_that_a_SOCKS_proxy_cannot_reach_may_be_a_name_that_it_cannot_resolve()
    {
        await using var proxy = ScriptedServer.Start(peer => peer.SendAsync("\x05\0\x05\x04"));

        Observation seen = await RunAsync(Through($"socks5h://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("db.example", 25))));

        Assert.EndsWith(": no connection to db.example:25: host unreachable, or the proxy cannot resolve its name", seen.Failure?.Message, StringComparison.Ordinal);
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
    [InlineData("502", FailureCause.ProxyDenied, "HTTP 502")] // Apache, of a name that is not found
    [InlineData("503 Service Unavailable", FailureCause.ProxyDenied, "HTTP 503 Service Unavailable")] // Apache, of anything else
    [InlineData("404 No such domain", FailureCause.ProxyDenied, "HTTP 404 No such domain")] // Privoxy, not of names alone
    [InlineData("405 No", FailureCause.ProxyDenied, "HTTP 405 No")]
    [InlineData("504 Late", FailureCause.TimedOut, "timed out: HTTP 504 Late")]
    [InlineData("502 Bad\r\nproxy-STATUS: p; error=connection_refused; x=1", FailureCause.Refused, "connection refused: HTTP 502 Bad")]
    [InlineData("502 Bad\r\nProxy-Status: p; error=dns_error", FailureCause.NameNotFound, "name not found: HTTP 502 Bad")]
    [InlineData("502 Bad\r\nProxy-Status: p; error=dns_timeout", FailureCause.ResolverFailed, "temporary failure in name resolution: HTTP 502 Bad")]
    [InlineData("502 Bad\r\nProxy-Status: p; error=connection_timeout, q", FailureCause.TimedOut, "timed out: HTTP 502 Bad")]
    [InlineData("502 Bad\r\nProxy-Status: p; error=destination_ip_unroutable", FailureCause.Unreachable, "network or host unreachable: HTTP 502 Bad")]
    [InlineData("502 Bad\r\nProxy-Status: p; error=destination_unavailable", FailureCause.ProxyDenied, "HTTP 502 Bad")] // not of the network
    [InlineData("502 Bad\r\nProxy-Status: p", FailureCause.ProxyDenied, "HTTP 502 Bad")]
    [InlineData("502 Bad\r\nProxy-Status: p; error=", FailureCause.ProxyDenied, "HTTP 502 Bad")]
    [InlineData("503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL 111", FailureCause.Refused, "connection refused: HTTP 503 No (ERR_CONNECT_FAIL 111)")]
    [InlineData("503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL 110", FailureCause.TimedOut, "timed out: HTTP 503 No (ERR_CONNECT_FAIL 110)")]
    [InlineData("503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL 101", FailureCause.Unreachable,
        "network or host unreachable: HTTP 503 No (ERR_CONNECT_FAIL 101)")]
    [InlineData("503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL 113", FailureCause.Unreachable,
        "network or host unreachable: HTTP 503 No (ERR_CONNECT_FAIL 113)")]
    [InlineData("503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL 61", FailureCause.Refused, "connection refused: HTTP 503 No (ERR_CONNECT_FAIL 61)")] // FreeBSD
    [InlineData("503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL 22", FailureCause.ProxyDenied, "HTTP 503 No (ERR_CONNECT_FAIL 22)")]
    [InlineData("503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL", FailureCause.ProxyDenied, "HTTP 503 No (ERR_CONNECT_FAIL)")]
    [InlineData("503 No\r\nx-squid-error:ERR_DNS_FAIL 0", FailureCause.ResolverFailed, "the proxy cannot resolve the name: HTTP 503 No (ERR_DNS_FAIL 0)")]
    [InlineData("500 No\r\nX-Squid-Error: ERR_CANNOT_FORWARD 0", FailureCause.ProxyDenied, "HTTP 500 No (ERR_CANNOT_FORWARD 0)")]
    [InlineData("407 No\r\nProxy-Authenticate: Basic realm=\"a\"", FailureCause.ProxyDenied,
        "the proxy requires a user and a password; give them in --proxy: HTTP 407 No")]
    [InlineData("407 No", FailureCause.ProxyDenied, "the proxy requires a user and a password, and names no scheme; give them in --proxy: HTTP 407 No")]
    [InlineData("407 No\r\nProxy-Authenticate: Digest realm=\"a\", nonce=\"b\"", FailureCause.ProxyDenied,
        "the proxy requires Digest, only Basic is supported: HTTP 407 No")]
    [InlineData("407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM", FailureCause.ProxyDenied,
        "the proxy requires Negotiate or NTLM, only Basic is supported: HTTP 407 No")]
    [InlineData("407 No\r\nProxy-Authenticate: Negotiate\r\nProxy-Authenticate: basic realm=\"a\"", FailureCause.ProxyDenied,
        "the proxy requires a user and a password; give them in --proxy: HTTP 407 No")]
    public async Task What_an_HTTP_proxy_says_of_the_target_is_told(string answer, FailureCause cause, string words)
    {
        await using var proxy = ScriptedServer.Start(peer => peer.SendAsync($"HTTP/1.1 {answer}\r\n\r\n<html>"));

        Observation seen = await RunAsync(Through($"http://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("db.example", 25))));

        Assert.Equal(new Failure(Phase.Proxy, cause, $"proxy 127.0.0.1:{proxy.Port}: no connection to db.example:25: {words}"), seen.Failure);
    }

    [Fact]
    public async Task Of_a_user_and_a_password_for_another_scheme_the_scheme_is_told()
    {
        await using var proxy = ScriptedServer.Start(peer => peer.SendAsync("HTTP/1.1 407 No\r\nProxy-Authenticate: Digest realm=\"a, Basic\", qop=\"auth\"\r\n\r\n"));

        Observation seen = await RunAsync(Through($"http://ann:hunter2@127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("db.example", 25))));

        Assert.Equal(
            $"proxy 127.0.0.1:{proxy.Port}: no connection to db.example:25: the proxy requires Digest, only Basic is supported: HTTP 407 No", seen.Failure?.Message);
    }

    [Theory]
    [InlineData("503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL 111", Status.Ok)]
    [InlineData("502 Bad\r\nProxy-Status: p; error=connection_refused", Status.Ok)]
    [InlineData("503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL 110", Status.Critical)]
    [InlineData("503 No\r\nX-Squid-Error: ERR_CONNECT_FAIL 113", Status.Critical)]
    [InlineData("503 No\r\nX-Squid-Error: ERR_CANNOT_FORWARD 111", Status.Critical)]
    [InlineData("503 Connect failed", Status.Critical)]
    [InlineData("502 Bad", Status.Critical)]
    [InlineData("504 Late", Status.Critical)]
    public async Task Only_a_refusal_that_an_HTTP_proxy_proves_is_a_closed_port(string answer, Status expected)
    {
        await using var proxy = ScriptedServer.Start(peer => peer.SendAsync($"HTTP/1.1 {answer}\r\n\r\n"));
        TcpCheck check = Through($"http://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("db.example", 25))) with { ExpectClosed = true };

        Assert.Equal(expected, Judgement.Of(check, await RunAsync(check)).Status);
    }

    [Theory]
    [InlineData("http", "SSH-2.0-OpenSSH_9.2\r\n", "the answer is not HTTP/1; give the address of an HTTP proxy")]
    [InlineData("http", "HTTP/1.1 OK\r\n\r\n", "the answer is not HTTP/1; give the address of an HTTP proxy")]
    [InlineData("http", "HTTP/1.1 2\r\n\r\n", "the answer is not HTTP/1; give the address of an HTTP proxy")]
    [InlineData("http", "\n\n", "the answer is not HTTP/1; give the address of an HTTP proxy")]
    [InlineData("http", "\x05\xFF", "the answer is that of a SOCKS proxy; give it as socks5://")] // microsocks
    [InlineData("http", "\0\x5B", "the answer is that of a SOCKS proxy; give it as socks5://")]
    [InlineData("http", "\x15\x03\x01\0\x02\x02\x0A", "the answer is TLS, in which no proxy is asked; give the address of a plain HTTP proxy")]
    [InlineData("socks5", "HTTP/1.1 400 Bad Request\r\n\r\n", "the answer is HTTP; give the proxy as http://")]
    [InlineData("socks5", "\x05\x02", "the proxy chose a way to sign in that was not offered")]
    [InlineData("socks5", "\0\x5B", "the answer is not SOCKS 5; give the address of a SOCKS 5 proxy")]
    [InlineData("socks5", "\x05\0\x04\x5A", "the answer is not SOCKS 5; give the address of a SOCKS 5 proxy")]
    [InlineData("socks5", "\x05\0\x05\0\0\x02", "the answer is not SOCKS 5; give the address of a SOCKS 5 proxy")] // no such kind of address
    public async Task Something_that_is_no_such_proxy_is_said_so_at_once(string scheme, string answer, string words)
    {
        await using var proxy = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(Encoding.Latin1.GetBytes(answer));
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(Through($"{scheme}://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25))));

        Assert.Equal(
            new Failure(Phase.Proxy, FailureCause.NotAProxy, $"proxy 127.0.0.1:{proxy.Port}: no connection to 192.0.2.1:25: {words}"), seen.Failure);
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
        Assert.True(beyond == 0 || seen.Failure!.Message.EndsWith(": the head of the answer is longer than 16384 bytes", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("socks5", "", "the proxy has not answered, make sure that it is a SOCKS 5 proxy")]
    [InlineData("socks5", "\x05\0", "the proxy answers, the target does not")]
    [InlineData("socks5", "\x05\0\x05\0\0\x03\xff", "the proxy answers, the target does not")]
    [InlineData("http", "", "the proxy has not answered, it may be waiting for the target")]
    [InlineData("http", "HTTP/1.1 100 Continue\r\n\r\n", "the proxy answers, the target does not")]
    public async Task Of_a_proxy_or_a_target_that_is_silent_it_is_told_which(string scheme, string begun, string which)
    {
        await using var proxy = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(Encoding.Latin1.GetBytes(begun));
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(Within(1, Through($"{scheme}://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25)))));

        Assert.Equal(
            new Failure(
                Phase.Proxy, FailureCause.TimedOut, $"proxy 127.0.0.1:{proxy.Port}: no connection to 192.0.2.1:25: timed out after 1 s; {which}"),
            seen.Failure);
    }

    [Theory]
    [InlineData("socks5", "\x05\x01\0", "", "the proxy has not answered, make sure that it is a SOCKS 5 proxy")]
    [InlineData("socks5", "\x05\x01\0", "\x05\0", "the proxy answers, but gave no reason")] // ssh -D
    [InlineData("http", "\r\n\r\n", "", "the proxy has not answered, make sure that it is an HTTP proxy")]
    [InlineData("http", "\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "the proxy answers, but gave no reason")]
    public async Task Of_a_proxy_that_closes_it_is_told_whether_it_has_answered(string scheme, string awaited, string answer, string which)
    {
        await using var proxy = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveThroughAsync(awaited);
            await peer.SendAsync(answer);
            if (answer == "\x05\0")
            {
                await peer.ReceiveThroughAsync("\x05\x01\0\x01");
                await peer.ReceiveBytesAsync(6);
            }
        });

        Observation seen = await RunAsync(Through($"{scheme}://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("192.0.2.1", 25))));

        Assert.Equal(
            new Failure(
                Phase.Proxy, FailureCause.Closed, $"proxy 127.0.0.1:{proxy.Port}: no connection to 192.0.2.1:25: connection closed by peer; {which}"),
            seen.Failure);
    }

    [Theory]
    [InlineData("socks5")]
    [InlineData("socks5h")]
    [InlineData("http")]
    public async Task A_proxy_whose_own_name_is_not_found_is_not_the_target(string scheme)
    {
        Observation seen = await RunAsync(Through($"{scheme}://proxy.invalid:1080", CheckOf(Target.Tcp("192.0.2.1", 25))));

        Assert.Equal(Phase.Resolve, seen.Failure?.Phase);
        Assert.StartsWith("proxy: resolve proxy.invalid: ", seen.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_at_an_interface_that_does_not_exist_is_not_the_target()
    {
        Observation seen = await RunAsync(Through("http://[fe80::1%nosuch0]:3128", CheckOf(Target.Tcp("192.0.2.1", 25))));

        Assert.StartsWith("proxy: resolve ", seen.Failure?.Message, StringComparison.Ordinal);
        Assert.EndsWith(": this machine has no interface nosuch0; see ip link", seen.Failure?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_whose_name_is_not_found_is_not_the_proxy()
    {
        await using var proxy = new TestSocksProxy();

        Observation seen = await RunAsync(Through($"socks5://127.0.0.1:{proxy.Port}", CheckOf(Target.Tcp("target.invalid", 25))));

        Assert.StartsWith("resolve target.invalid: ", seen.Failure?.Message, StringComparison.Ordinal);
        Assert.Empty(proxy.Asked);
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
        Assert.Equal(expected, Judgement.Of(check with { RefusedStatus = Status.Ok }, seen).Status);
        Assert.StartsWith("proxy", Judgement.Of(check, seen).Message, StringComparison.Ordinal);
    }

    private static TcpCheck Through(string proxy, TcpCheck check)
    {
        Assert.True(Proxy.TryParse(proxy, out Proxy? parsed, out _), proxy);
        return check with { Route = new Route { Proxy = parsed } };
    }
}
