using CheckTcp.Probing;
using CheckTcp.Probing.Conversations;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing;

public sealed class EpollTimeTests() : TimeContract(Transport.Epoll);

public sealed class SocketsTimeTests() : TimeContract(Transport.Sockets);

/// <summary>What depends on time, on a clock that only the test moves.</summary>
public abstract class TimeContract(Transport transport) : ProbingSession(transport)
{
    private readonly WatchedTime _time = new();

    [Fact]
    public async Task More_input_within_the_quiet_time_undoes_a_match()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendApartAsync("1.11\n", "and more"));

        Observation seen = await ObserveAsync(CheckOf(server.Port, Expect(@"\A[0-9]+\.[0-9]+\n\z")));

        Assert.Equal(FailureCause.Mismatch, seen.Failure?.Cause);
    }

    [Fact]
    public async Task Listening_for_more_is_not_in_the_response_time()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("done\n");
            await peer.StallAsync();
        });
        Task<Observation> run = ObserveAsync(CheckOf(server.Port, Expect(@"done\n\z")));

        await _time.UntilWaitedFor(Incoming.QuietAfter);
        _time.Advance(Incoming.QuietAfter);

        Assert.Null((await run).Failure);
        Assert.Equal(TimeSpan.Zero, (await run).ResponseTime);
    }

    [Fact]
    public async Task Listening_that_the_peer_ends_is_not_in_it_either()
    {
        var listened = new TaskCompletionSource();
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("done\n");
            await listened.Task;
        });
        Task<Observation> run = ObserveAsync(CheckOf(server.Port, Expect(@"done\n\z")));

        await _time.UntilWaitedFor(Incoming.QuietAfter).WaitAsync(Ample, Cancellation);
        _time.Advance(Incoming.QuietAfter * 0.8);
        listened.SetResult();

        Assert.Null((await run).Failure);
        Assert.Equal(TimeSpan.Zero, (await run).ResponseTime);
        Assert.Equal(TimeSpan.Zero, (await run).Phases.Dialogue);
    }

    [Fact]
    public async Task Listening_that_the_deadline_ends_is_not_in_it_either()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("done\n");
            await peer.StallAsync();
        });
        Task<Observation> run = ObserveAsync(Within(0.02, CheckOf(server.Port, Expect(@"done\n\z"))));

        await _time.UntilWaitedFor(Incoming.QuietAfter).WaitAsync(Ample, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(0.02));

        Assert.Null((await run).Failure);
        Assert.Equal(TimeSpan.Zero, (await run).ResponseTime);
    }

    [Fact]
    public async Task An_answer_that_does_not_match_is_judged_after_the_silence_that_the_step_allows()
    {
        var quiet = TimeSpan.FromMinutes(7);
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("250 hm\n");
            await peer.StallAsync();
        });
        Task<Observation> run = ObserveAsync(Within(3600, CheckOf(server.Port, Expect("220") with { QuietAfter = quiet })));

        await _time.UntilWaitedFor(quiet).WaitAsync(Ample, Cancellation);
        _time.Advance(quiet);

        Assert.Equal(FailureCause.Mismatch, (await run).Failure?.Cause);
        Assert.Equal("250 hm\n", ResponseOf(await run));
        Assert.Equal(TimeSpan.Zero, (await run).ResponseTime);
    }

    [Fact]
    public async Task That_silence_begins_after_the_first_bytes_and_does_not_delay_a_match_that_stands()
    {
        var quiet = TimeSpan.FromMinutes(7);
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveLineAsync();
            await peer.SendAsync("done\n");
            await peer.StallAsync();
        });
        Step expect = Expect(@"done\n\z") with { QuietAfter = quiet };
        Task<Observation> run = ObserveAsync(Within(3600, CheckOf(server.Port, Send("ping\n"), expect)));

        await _time.UntilWaitedFor(Incoming.QuietAfter);
        _time.Advance(Incoming.QuietAfter);

        Assert.Null((await run).Failure);
        Assert.False(_time.UntilWaitedFor(quiet).IsCompleted);
    }

    [Fact]
    public async Task A_wait_happens_between_send_and_reading_and_does_not_count()
    {
        var wait = TimeSpan.FromMinutes(30);
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveLineAsync();
            await peer.SendAsync("pong\n");
            await peer.StallAsync();
        });
        Task<Observation> run = ObserveAsync(Within(1, CheckOf(server.Port, Send("ping\n"), new WaitStep(wait), Expect("pong"))));

        await server.UntilReceivedAsync("ping\n");
        await _time.UntilWaitedFor(wait);
        _time.Advance(wait);

        Assert.Null((await run).Failure);
        Assert.Equal(TimeSpan.Zero, (await run).ResponseTime);
    }

    [Fact]
    public async Task The_caller_can_give_up()
    {
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());
        using var caller = new CancellationTokenSource();
        Task<Observation> run = RunUntilAsync(CheckOf(server.Port, Expect("never")), caller.Token);

        await server.ConnectionAccepted;
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private Task<Observation> ObserveAsync(TcpCheck check) => RunAsync(check, new CheckTcp.Probing.Tls.TrustStore(), _time);
}
