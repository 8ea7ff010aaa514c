using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Tests.Probing.Transports;

public sealed class NameLookupsTests : IDisposable
{
    private const int AtOnce = 2;

    private readonly ConcurrentQueue<string> _asked = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly SemaphoreSlim _answers = new(0);
    private readonly NameLookups _lookups;

    public NameLookupsTests() => _lookups = new NameLookups(Find, AtOnce);

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
    public async Task No_more_are_looked_up_at_once_than_is_allowed_and_the_rest_has_its_turn()
    {
        Task<IPAddress[]>[] asked = [.. Enumerable.Range(0, 10).Select(i => AskAsync($"{i}.test"))];
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

    private Task<IPAddress[]> AskAsync(string host, AddressFamily family = AddressFamily.Unspecified) =>
        _lookups.ResolveAsync(host, family, Cancellation).AsTask();

    private Task<IPAddress[]> AskAsync(string host, CancellationToken deadline) =>
        _lookups.ResolveAsync(host, AddressFamily.Unspecified, deadline).AsTask();

    private async Task ArrivedAsync(int count)
    {
        for (; count > 0; count--)
        {
            await _arrived.WaitAsync(Cancellation);
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
