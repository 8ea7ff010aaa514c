using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Tests.Probing.Transports;

public sealed class NameLookupsTests : IDisposable
{
    private const int AtOnce = 4;
    private const int AtOnceInZone = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _asked = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly SemaphoreSlim _answers = new(0);
    private readonly FakeTimeProvider _time = new(); // nothing is asked apart unless a test says so
    private readonly NameLookups _lookups;

    public NameLookupsTests() => _lookups = new NameLookups(Find, AtOnceInZone, AtOnce, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _answers.Release(100); // nobody is left behind
        _arrived.Dispose();
    }

    [Fact]
    public async Task A_name_has_the_addresses_that_the_resolver_finds()
    {
        _answers.Release();

        Assert.Equal([IPAddress.Loopback], await AskAsync("one.test"));
    }

    [Fact]
    public async Task What_several_ask_for_at_once_is_looked_up_once()
    {
        Task<IPAddress[]>[] asked = [AskAsync("one.test"), AskAsync("one.test"), AskAsync("one.test")];
        _answers.Release();

        await Task.WhenAll(asked);

        Assert.Equal(["one.test"], _asked);
    }

    [Fact]
    public async Task A_thread_that_cannot_be_made_is_counted_nowhere()
    {
        bool hasRoom = false;
        NameLookups lookups = new(Find, AtOnceInZone, AtOnce, _time, work =>
        {
            if (!hasRoom)
            {
                throw new InsufficientMemoryException();
            }

            new Thread(work.Invoke) { IsBackground = true }.Start();
        });
        SocketException failure = await Assert.ThrowsAsync<SocketException>(
            () => lookups.ResolveAsync("one.test", AddressFamily.Unspecified, Cancellation).AsTask());
        Assert.Equal(SocketError.NoBufferSpaceAvailable, failure.SocketErrorCode);

        hasRoom = true;
        _answers.Release();

        Assert.Equal([IPAddress.Loopback], await lookups.ResolveAsync("one.test", AddressFamily.Unspecified, Cancellation));
    }

    [Fact]
    public async Task Another_family_is_another_question()
    {
        _answers.Release(2);

        await Task.WhenAll(AskAsync("one.test"), AskAsync("one.test", AddressFamily.InterNetwork));

        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task What_is_asked_for_again_is_looked_up_again()
    {
        _answers.Release(2);

        await AskAsync("one.test");
        await AskAsync("one.test");

        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task A_failure_is_heard_by_all_who_asked_and_not_remembered()
    {
        Task<IPAddress[]>[] asked = [AskAsync("missing.test"), AskAsync("missing.test")];
        _answers.Release(2);

        foreach (Task<IPAddress[]> answer in asked)
        {
            Assert.Equal(SocketError.HostNotFound, (await Assert.ThrowsAsync<SocketException>(() => answer)).SocketErrorCode);
        }

        await Assert.ThrowsAsync<SocketException>(() => AskAsync("missing.test"));
        Assert.Equal(2, _asked.Count);
    }

    [Fact]
    public async Task No_more_of_a_zone_are_looked_up_at_once_than_is_allowed_and_the_rest_has_its_turn()
    {
        Task<IPAddress[]>[] asked = [.. Enumerable.Range(0, 10).Select(i => AskAsync($"{i}.one.test"))];
        await ArrivedAsync(AtOnceInZone);
        int atOnce = _asked.Count;

        _answers.Release(asked.Length);
        await Task.WhenAll(asked);

        Assert.Equal(AtOnceInZone, atOnce);
        Assert.Equal(asked.Length, _asked.Count);
    }

    [Fact]
    public async Task No_more_of_all_zones_are_looked_up_at_once_than_is_allowed()
    {
        Task<IPAddress[]>[] asked = [.. Enumerable.Range(0, 10).Select(i => AskAsync($"one.{i}.test"))];
        await ArrivedAsync(AtOnce);
        int atOnce = _asked.Count;

        _answers.Release(asked.Length);
        await Task.WhenAll(asked);

        Assert.Equal(AtOnce, atOnce);
        Assert.Equal(asked.Length, _asked.Count);
    }

    [Fact]
    public async Task Who_waits_for_a_resolver_that_does_not_answer_gives_up_at_his_deadline()
    {
        using var deadline = new CancellationTokenSource();
        Task<IPAddress[]>[] asked = [.. Enumerable.Range(0, AtOnce + 1).Select(i => AskAsync($"{i}.test", deadline.Token))];
        await ArrivedAsync(AtOnce);

        await deadline.CancelAsync();

        foreach (Task<IPAddress[]> answer in asked)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        }
    }

    [Fact]
    public async Task What_nobody_waits_for_any_more_is_not_looked_up()
    {
        using var deadline = new CancellationTokenSource();
        Task<IPAddress[]>[] busy = [.. Enumerable.Range(0, AtOnce).Select(i => AskAsync($"{i}.test"))];
        await ArrivedAsync(AtOnce);
        Task<IPAddress[]> late = AskAsync("late.test", deadline.Token);
        await deadline.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => late);

        _answers.Release(AtOnce + 1);
        await Task.WhenAll([.. busy, AskAsync("last.test")]);

        Assert.DoesNotContain("late.test", _asked);
    }

    [Fact]
    public async Task A_zone_whose_servers_are_dead_keeps_no_name_of_another_waiting()
    {
        Task<IPAddress[]>[] dead = [.. Enumerable.Range(0, 1000).Select(i => AskAsync($"host{i}.dead.test"))];
        await ArrivedAsync(AtOnceInZone);

        Task<IPAddress[]> healthy = AskAsync("host.healthy.test");
        await ArrivedAsync(1);

        Assert.Equal(["host.healthy.test"], _asked.Skip(AtOnceInZone));
        Assert.False(healthy.IsCompleted);
        _answers.Release(dead.Length + 1);
        await Task.WhenAll([.. dead, healthy]);
        Assert.Equal(dead.Length + 1, _asked.Count); // each had its turn
    }

    [Fact]
    public async Task One_family_that_is_answered_goes_on_without_the_other_after_a_while()
    {
        var time = new WatchedTime();
        using var never = new SemaphoreSlim(0);
        var lookups = new NameLookups(FindFour, AtOnceInZone, AtOnce, time);

        Task<IPAddress[]> asked = lookups.ResolveAsync("four.test", AddressFamily.Unspecified, Cancellation).AsTask();
        await time.UntilWaitedFor(ResolutionDelay.BeforeAskingApart);
        time.Advance(ResolutionDelay.BeforeAskingApart);
        await time.UntilWaitedFor(ResolutionDelay.AfterFirstFamily);
        Assert.False(asked.IsCompleted);
        time.Advance(ResolutionDelay.AfterFirstFamily);

        Assert.Equal([IPAddress.Loopback], await asked);
        never.Release(2);

        IPAddress[] FindFour(string host, AddressFamily family)
        {
            if (family != AddressFamily.InterNetwork)
            {
                never.Wait();
            }

            return [IPAddress.Loopback];
        }
    }

    [Fact]
    public async Task The_answer_for_both_families_counts_where_it_comes_in_time()
    {
        var time = new WatchedTime();
        using var answer = new SemaphoreSlim(0);
        var lookups = new NameLookups(FindLate, AtOnceInZone, AtOnce, time);

        Task<IPAddress[]> asked = lookups.ResolveAsync("both.test", AddressFamily.Unspecified, Cancellation).AsTask();
        await time.UntilWaitedFor(ResolutionDelay.BeforeAskingApart);
        time.Advance(ResolutionDelay.BeforeAskingApart);
        await time.UntilWaitedFor(ResolutionDelay.AfterFirstFamily);
        answer.Release();

        Assert.Equal([IPAddress.Loopback, IPAddress.IPv6Loopback], await asked);

        IPAddress[] FindLate(string host, AddressFamily family)
        {
            if (family != AddressFamily.Unspecified)
            {
                return family == AddressFamily.InterNetwork ? [IPAddress.Loopback] : throw new SocketException((int)SocketError.NoData);
            }

            answer.Wait();
            return [IPAddress.Loopback, IPAddress.IPv6Loopback]; // in the resolver's own order
        }
    }

    private Task<IPAddress[]> AskAsync(string host, AddressFamily family = AddressFamily.Unspecified) =>
        _lookups.ResolveAsync(host, family, Cancellation).AsTask();

    private Task<IPAddress[]> AskAsync(string host, CancellationToken deadline) =>
        _lookups.ResolveAsync(host, AddressFamily.Unspecified, deadline).AsTask();

    private async Task ArrivedAsync(int count)
    {
        for (; count > 0; count--)
        {
            Assert.True(await _arrived.WaitAsync(Patience, Cancellation), "the resolver was not asked so often");
        }
    }

    /// <summary>The resolver: it says nothing until it is told to.</summary>
    private IPAddress[] Find(string host, AddressFamily family)
    {
        _asked.Enqueue(host);
        _arrived.Release();
        _answers.Wait();
        return host == "missing.test" ? throw new SocketException((int)SocketError.HostNotFound) : [IPAddress.Loopback];
    }
}
