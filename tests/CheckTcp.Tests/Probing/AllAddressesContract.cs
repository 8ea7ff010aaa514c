using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing;

public sealed class BlockingAllAddressesTests() : AllAddressesContract(Transport.Blocking);

public sealed class EpollAllAddressesTests() : AllAddressesContract(Transport.Epoll);

public sealed class SocketsAllAddressesTests() : AllAddressesContract(Transport.Sockets);

/// <summary>How each transport checks every address by itself. The local machine stands for a name with two.</summary>
public abstract class AllAddressesContract(Transport transport) : ProbingSession(transport)
{
    [Fact]
    public async Task Each_address_has_the_whole_dialogue()
    {
        await using Pair pair = Pair.Start(peer => peer.SendAsync("220 four\r\n"), peer => peer.SendAsync("220 six\r\n"));

        Observation seen = await RunAsync(At(pair.Port, AddressQuorum.All, Expect("^220 .*\r\n")));

        Assert.Null(seen.Failure);
        Assert.Equal([$"127.0.0.1:{pair.Port}", $"[::1]:{pair.Port}"], seen.Addresses.Select(address => $"{address.EndPoint}"));
        Assert.Equal(["220 four\r\n", "220 six\r\n"], seen.Addresses.Select(address => ResponseOf(address.Seen)));
        Assert.All(seen.Addresses, address => Assert.NotNull(address.Seen.Phases.Dialogue));
        Assert.Equal(seen.Addresses.Max(address => address.Seen.ResponseTime), seen.ResponseTime);
        Assert.Equal(2, seen.Attempts.Length);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task As_many_as_are_asked_for_have_to_pass(int? count, bool passes)
    {
        await using Pair pair = Pair.Start(peer => peer.SendAsync("220 ready\r\n"), peer => peer.SendAsync("421 no\r\n"));

        Observation seen = await RunAsync(At(pair.Port, count is null ? AddressQuorum.All : AddressQuorum.AtLeast(count.Value), Expect("^220")));

        Assert.Equal(passes ? null : FailureCause.Mismatch, seen.Failure?.Cause);
        Assert.Equal([null, FailureCause.Mismatch], seen.Addresses.Select(address => address.Seen.Failure?.Cause));
        Assert.Equal(passes ? "220 ready\r\n" : "421 no\r\n", ResponseOf(seen));
    }

    [Fact]
    public async Task An_answer_that_is_wrong_counts_where_that_is_OK()
    {
        await using Pair pair = Pair.Start(peer => peer.SendAsync("220 ready\r\n"), peer => peer.SendAsync("421 no\r\n"));
        TcpCheck check = At(pair.Port, AddressQuorum.All, Expect("^220")) with { MismatchStatus = Status.Ok };

        Observation seen = await RunAsync(check);

        Assert.True(Judgement.Of(check, seen).Passed);
        Assert.Equal(seen.Addresses.Max(address => address.Seen.ResponseTime), seen.ResponseTime);
    }

    [Fact]
    public async Task An_open_port_beside_a_closed_one_is_why_the_check_fails()
    {
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());
        TcpCheck check = At(server.Port, AddressQuorum.All) with { ExpectClosed = true };

        Observation seen = await RunAsync(check);

        Assert.Equal([FailureCause.Open, FailureCause.Refused], seen.Addresses.Select(address => address.Seen.Failure?.Cause));
        Assert.Equal(
            new Failure(Phase.Connect, FailureCause.Open, $"connect to 127.0.0.1:{server.Port}: unexpectedly open"), seen.Failure);
    }

    [Fact]
    public async Task One_that_lets_the_handshake_pass_is_found_among_those_that_are_to_refuse_it()
    {
        await using Pair pair = Pair.Start(
            async peer =>
            {
                await peer.ReceiveThroughAsync("\x16\x03");
                await peer.SendAsync("\x15\x03\x03\0\x02\x02\x28"); // handshake_failure (RFC 8446 section 6)
            },
            async peer =>
            {
                await peer.StartTlsAsync(TestCertificates.Valid);
                await peer.StallAsync();
            });
        var settings = new TlsSettings { VerifyCertificate = false, ExpectedAlert = 40 };

        Observation all = await RunAsync(At(pair.Port, AddressQuorum.All) with { Tls = settings });
        Observation any = await RunAsync(At(pair.Port, AddressQuorum.Any) with { Tls = settings });

        Assert.Equal([FailureCause.TlsAlert, FailureCause.TlsNotRefused], all.Addresses.Select(address => address.Seen.Failure?.Cause));
        Assert.Equal(FailureCause.TlsNotRefused, all.Failure?.Cause);
        Assert.Equal(any.Addresses[0].Seen.ResponseTime, any.ResponseTime);
        Assert.True(Judgement.Of(At(pair.Port, AddressQuorum.Any) with { Tls = settings }, any).Passed);
    }

    [Fact]
    public async Task A_certificate_that_runs_out_is_told_with_the_address_that_shows_it()
    {
        await using Pair pair = Pair.Start(peer => peer.SendAsync("421\r\n"), peer => peer.StartTlsAsync(TestCertificates.Valid));
        TcpCheck check = At(pair.Port, AddressQuorum.Any) with
        {
            Tls = new TlsSettings { VerifyCertificate = false },
            Thresholds = new Thresholds { CertificateWarning = TimeSpan.FromDays(100_000) },
        };

        Observation seen = await RunAsync(check);

        Assert.Same(seen.Addresses[1].Seen.Tls, seen.Tls);
        Assert.Equal($"[::1]:{pair.Port}", Judgement.Of(check, seen).Certificate?.Address);
    }

    [Fact]
    public async Task A_target_with_too_few_addresses_fails()
    {
        await using Pair pair = Pair.Start(peer => peer.SendAsync("220\r\n"), peer => peer.SendAsync("220\r\n"));

        Observation seen = await RunAsync(At(pair.Port, AddressQuorum.AtLeast(3), Expect("^220")));

        Assert.Equal(
            new Failure(Phase.Resolve, FailureCause.TooFewAddresses, "resolve: there are only 2 addresses, and 3 have to pass"), seen.Failure);
    }

    [Fact]
    public async Task A_dead_address_takes_no_time_from_the_others()
    {
        await using Pair pair = Pair.Start(peer => peer.StallAsync(), peer => peer.SendAsync("220\r\n"));

        Observation seen = await RunAsync(Within(1, At(pair.Port, AddressQuorum.Any, Expect("^220"))));

        Assert.Null(seen.Failure);
        Assert.Equal([FailureCause.TimedOut, null], seen.Addresses.Select(address => address.Seen.Failure?.Cause));
        Assert.Equal($"receive from 127.0.0.1:{pair.Port}: timed out after 1 s", seen.Addresses[0].Seen.Failure?.Message);
        Assert.Equal(seen.Addresses[1].Seen.ResponseTime, seen.ResponseTime);
    }

    [Fact]
    public async Task They_are_checked_at_the_same_time()
    {
        var both = new TaskCompletionSource();
        int met = 0;
        Task MeetAsync(ScriptedPeer peer)
        {
            if (Interlocked.Increment(ref met) == 2)
            {
                both.SetResult();
            }

            return both.Task.ContinueWith(_ => peer.SendAsync("220\r\n"), Cancellation, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
        }

        await using Pair pair = Pair.Start(MeetAsync, MeetAsync);

        Assert.Null((await RunAsync(At(pair.Port, AddressQuorum.All, Expect("^220")))).Failure);
    }

    [Fact]
    public async Task A_wait_at_each_address_counts_at_none()
    {
        await using Pair pair = Pair.Start(peer => peer.SendAsync("220\r\n"), peer => peer.SendAsync("220\r\n"));
        var wait = new WaitStep(TimeSpan.FromSeconds(1.1));

        Observation seen = await RunAsync(Within(1, At(pair.Port, AddressQuorum.All, wait, Expect("^220"))));

        Assert.Null(seen.Failure);
    }

    [Fact]
    public async Task A_name_that_cannot_exist_has_no_addresses_to_check()
    {
        TcpCheck check = CheckOf(Target.Tcp("no..such..name", 1)) with { AllAddresses = AddressQuorum.Any };

        Observation seen = await RunAsync(check);

        Assert.Equal(Phase.Resolve, seen.Failure?.Phase);
        Assert.Empty(seen.Addresses);
    }

    [Fact]
    public async Task Each_address_is_asked_of_a_SOCKS_proxy()
    {
        await using Pair pair = Pair.Start(peer => peer.SendAsync("220\r\n"), peer => peer.SendAsync("220\r\n"));
        await using var proxy = new TestSocksProxy();
        TcpCheck check = At(pair.Port, AddressQuorum.All, Expect("^220"));

        Observation seen = await RunAsync(check with { Route = new Route { Proxy = new Proxy(ProxyKind.Socks5, "127.0.0.1", proxy.Port) } });

        Assert.Null(seen.Failure);
        Assert.Equal([$"127.0.0.1:{pair.Port}", $"::1:{pair.Port}"], proxy.Asked.Order(StringComparer.Ordinal));
        Assert.Equal([$"127.0.0.1:{pair.Port}", $"[::1]:{pair.Port}"], seen.Addresses.Select(address => $"{address.EndPoint}"));
    }

    [Fact]
    public async Task The_caller_can_give_up()
    {
        await using Pair pair = Pair.Start(peer => peer.StallAsync(), peer => peer.StallAsync());
        using var caller = new CancellationTokenSource();
        Task<Observation> run = RunUntilAsync(Within(2, At(pair.Port, AddressQuorum.All, Expect("never"))), caller.Token);

        await pair.Accepted;
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private static TcpCheck At(int port, AddressQuorum quorum, params Step[] steps) =>
        CheckOf(Target.Tcp(null, port), steps) with { AllAddresses = quorum };

    /// <summary>Servers on one port of 127.0.0.1 and ::1.</summary>
    private sealed class Pair(ScriptedServer four, ScriptedServer six) : IAsyncDisposable
    {
        public int Port => four.Port;

        public Task Accepted => Task.WhenAll(four.ConnectionAccepted, six.ConnectionAccepted);

        public static Pair Start(Func<ScriptedPeer, Task> four, Func<ScriptedPeer, Task> six)
        {
            while (true)
            {
                ScriptedServer second = ScriptedServer.Start(new IPEndPoint(IPAddress.IPv6Loopback, 0), six);
                try
                {
                    return new Pair(ScriptedServer.Start(new IPEndPoint(IPAddress.Loopback, second.Port), four), second);
                }
                catch (SocketException)
                {
                    _ = second.DisposeAsync().AsTask(); // somebody has that port in the other family
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            await four.DisposeAsync();
            await six.DisposeAsync();
        }
    }
}
