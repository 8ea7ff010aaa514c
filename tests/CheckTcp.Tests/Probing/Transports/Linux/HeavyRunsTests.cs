using System.Collections.Concurrent;
using System.Diagnostics;
using CheckTcp.Probing;
using CheckTcp.Tests.Probing.Networks;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Transports.Linux;

/// <summary>Runs that have more to do than a turn, on the transport that many runs share.</summary>
public sealed class HeavyRunsTests() : ProbingSession(Transport.Epoll)
{
    private static readonly WaitStep UntilAllIsSent = new(TimeSpan.FromHours(1));

    /// <summary>250,000 instructions, all of which each byte visits: 64 KiB take minutes.</summary>
    private static readonly string LargePattern = $"(?:{string.Concat(Enumerable.Repeat("x?", 125))}){{1000}}y";

    [Fact]
    public async Task A_large_pattern_on_a_flood_keeps_no_other_run_waiting()
    {
        string flood = new('x', 64 * 1024);
        await using var flooding = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(flood);
            await peer.StallAsync();
        });
        await using var server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.SendAsync("220 ready\r\n"));

        // With a pool of one thread the order tells: a run that keeps it until its deadline is done before one that needs it.
        ProgramCall call = OnTransport.Call(
            Transport.Epoll,
            ["-H", "127.0.0.1", "-p", $"{flooding.Port}", "-e", LargePattern, "-t", "60",
            "AND", "-H", "127.0.0.1", "-p", $"{server.Port}", "-S", "--no-check-certificate", "-e", "^220", "-t", "60"]);
        ProcessStartInfo start = new(call.Program, call.Arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_PROCESSOR_COUNT"] = "1";
        start.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "1";
        using Process running = Process.Start(start)!;
        string? first = await running.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        running.Kill();

        Assert.StartsWith("TCP OK: ", first, StringComparison.Ordinal);
    }

    [Fact]
    public Task Keys_that_are_updated_again_and_again_are_dealt_with_apart_from_other_runs() =>
        RunsApartAsync(server => Repeat(8000, server.UpdateKeys));

    [Fact]
    public Task Tickets_without_an_end_are_dealt_with_apart_from_other_runs() =>
        RunsApartAsync(server => Repeat(1000, server.GiveTicket));

    [Fact]
    public Task Records_of_one_byte_are_dealt_with_apart_from_other_runs() =>
        RunsApartAsync(server => Repeat(8000, () => server.Write("x"u8)));

    /// <summary>A few hundred kilobytes of records, all there before the run looks, so that it waits for none: it has the pool for a turn at most.</summary>
    private async Task RunsApartAsync(Action<OpenSslSession> keepBusy)
    {
        var isSent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = ScriptedServer.Start(async peer =>
        {
            using OpenSslSession tls = await OpenSslSession.AcceptAsync(peer, TestCertificates.Valid);
            keepBusy(tls);
            tls.Write("done\n"u8);
            await peer.SendAsync(tls.Take());
            isSent.SetResult();
            await peer.StallAsync();
        });
        TcpCheck check = CheckOf(server.Port, UntilAllIsSent, Expect("done")) with { Tls = TlsSettings.Unverified };
        var time = new TimeOnThreads();
        Task<Observation> run = RunAsync(check, new CheckTcp.Probing.Tls.TrustStore(), time);

        await time.UntilWaitedFor(UntilAllIsSent.Duration).WaitAsync(Ample, Cancellation);
        await isSent.Task.WaitAsync(Ample, Cancellation);
        time.Looks.Clear();
        time.Advance(UntilAllIsSent.Duration);

        Assert.Null((await run).Failure);
        int apart = time.Looks.Count(thread => thread == "heavy runs");
        Assert.True(apart > time.Looks.Count - apart, string.Join(", ", time.Looks));
    }

    private static void Repeat(int count, Action act)
    {
        for (int i = 0; i < count; i++)
        {
            act();
        }
    }

    /// <summary>On which threads a run looks at its clock, as it does before it receives.</summary>
    private sealed class TimeOnThreads : WatchedTime
    {
        public ConcurrentQueue<string?> Looks { get; } = new();

        public override long GetTimestamp()
        {
            Looks.Enqueue(Thread.CurrentThread.Name);
            return base.GetTimestamp();
        }
    }
}
