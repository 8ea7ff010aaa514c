using CheckTcp.Probing;
using CheckTcp.Probing.Transports.Linux;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Transports.Linux;

/// <summary>That many runs share one thread, and none keeps it from the others.</summary>
public sealed class EpollTransportTests() : ProbingSession(Transport.Epoll)
{
    private readonly Prober _prober = new();

    [Fact]
    public async Task Many_checks_run_at_once()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));

        Observation[] seen = await Task.WhenAll(
            Enumerable.Range(0, 300).Select(_ => _prober.RunAsync(CheckOf(server.Port, Expect("^220")), Cancellation).AsTask()));

        Assert.All(seen, one => Assert.Null(one.Failure));
    }

    [Fact]
    public async Task A_caller_does_not_go_on_on_the_loop()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveLineAsync();
            await peer.SendAsync("220 ready\r\n");
        });
        TcpCheck check = CheckOf(server.Port, Send("hello\n"), Expect("^220"));

        bool isOnLoop = await Task.Run(EndsOnLoopAsync, Cancellation);

        Assert.False(isOnLoop);

        async Task<bool> EndsOnLoopAsync()
        {
            await _prober.RunAsync(check, Cancellation);
            return OperatingSystem.IsLinux() && EpollLoop.IsCurrentThread;
        }
    }

    [Fact]
    public async Task A_caller_that_blocks_keeps_nobody_waiting()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendApartAsync("2", "20 ready\r\n"));
        TcpCheck check = CheckOf(server.Port, Expect("^220"));
        using var others = new ManualResetEventSlim();

        Task blocking = Task.Run(BlockAfterAsync, Cancellation);
        Observation seen = await _prober.RunAsync(check, Cancellation);
        others.Set();

        Assert.Null(seen.Failure);
        await blocking;

        async Task BlockAfterAsync()
        {
            await _prober.RunAsync(check, Cancellation);
            others.Wait(Cancellation);
        }
    }

    [Fact]
    public async Task A_run_with_much_to_read_and_to_match_keeps_nobody_waiting()
    {
        await using var flooding = ScriptedServer.Start(peer => peer.FloodAsync(new string('a', 4096)));
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));
        TcpCheck hard = Within(120, CheckOf(flooding.Port, Expect("(a{0,900}b{0,900}[ab]{0,900}){1}c")));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task<Observation> slow = _prober.RunAsync(hard, enough.Token).AsTask();

        await flooding.ConnectionAccepted;
        for (int i = 0; i < 20; i++)
        {
            Assert.Null((await _prober.RunAsync(CheckOf(server.Port, Expect("^220")), Cancellation)).Failure);
        }

        Assert.False(slow.IsCompleted);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow);
    }
}
