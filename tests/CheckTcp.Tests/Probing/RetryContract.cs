using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing;

public sealed class BlockingRetryTests() : RetryContract(Transport.Blocking);

public sealed class EpollRetryTests() : RetryContract(Transport.Epoll);

public sealed class SocketsRetryTests() : RetryContract(Transport.Sockets);

/// <summary>How a run that fails is tried again on each transport.</summary>
public abstract class RetryContract(Transport transport) : ProbingSession(transport)
{
    /// <summary>A timer may be early by so much.</summary>
    private static readonly TimeSpan TimerResolution = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task The_first_attempt_that_passes_is_the_run()
    {
        int connections = 0;
        await using var server = ScriptedServer.Start(peer => peer.SendAsync(++connections < 3 ? "421 busy\r\n" : "220 ready\r\n"));

        Observation seen = await RunAsync(Again(5, TimeSpan.Zero, CheckOf(server.Port, Expect("^220"))));

        Assert.Null(seen.Failure);
        Assert.Equal([FailureCause.Mismatch, FailureCause.Mismatch], seen.FailedAttempts.Select(attempt => attempt.Failure?.Cause));
        Assert.Equal("220 ready\r\n", ResponseOf(seen));
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task Each_of_the_first_attempts_keeps_its_transcript()
    {
        int connections = 0;
        await using var server = ScriptedServer.Start(peer => peer.SendAsync($"{++connections}\r\n"));

        Observation seen = await RunAsync(Again(11, TimeSpan.Zero, CheckOf(server.Port, Expect("^12")) with { KeepsTranscript = true }));

        Assert.Null(seen.Failure);
        Assert.Equal(
            ["1\r\n", "2\r\n", "3\r\n", "4\r\n", "5\r\n", "6\r\n", "7\r\n", "8\r\n", "9\r\n", "10\r\n", "", "12\r\n"],
            [.. seen.FailedAttempts.Select(attempt => Words(attempt.Transcript)), Words(seen.Transcript)]);

        static string Words(Transcript? transcript) => transcript is null ? "" : ByteText.Decode(transcript.Pieces.Single().Bytes.Span);
    }

    [Fact]
    public async Task It_is_tried_no_more_than_that_many_times_again()
    {
        using var closed = new ClosedPort();

        Observation seen = await RunAsync(Again(2, TimeSpan.Zero, CheckOf(closed.Port)));

        Assert.Equal(FailureCause.Refused, seen.Failure?.Cause);
        Assert.Equal(2, seen.FailedAttempts.Length);
    }

    [Fact]
    public async Task A_run_that_passes_is_not_tried_again()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220\r\n"));

        Observation seen = await RunAsync(Again(2, TimeSpan.Zero, CheckOf(server.Port, Expect("^220"))));

        Assert.Empty(seen.FailedAttempts);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task All_attempts_share_one_deadline_and_its_name()
    {
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());

        Observation seen = await RunAsync(Within(1, Again(5, TimeSpan.Zero, CheckOf(server.Port, Expect("never")))));

        Assert.Equal($"receive from 127.0.0.1:{server.Port}: timed out after 1 s", seen.Failure?.Message);
        Assert.Empty(seen.FailedAttempts);
    }

    [Fact]
    public async Task No_attempt_is_begun_for_which_the_delay_leaves_no_time()
    {
        using var closed = new ClosedPort();

        Observation seen = await RunAsync(Within(5, Again(5, TimeSpan.FromSeconds(5), CheckOf(closed.Port))));

        Assert.Empty(seen.FailedAttempts);
    }

    [Fact]
    public async Task The_response_time_is_that_of_the_attempt_alone()
    {
        var delay = TimeSpan.FromSeconds(0.3);
        TimeSpan waited = delay - TimerResolution;
        int connections = 0;
        await using var server = ScriptedServer.Start(peer => peer.SendAsync(++connections < 2 ? "421 busy\r\n" : "220 ready\r\n"));
        long start = TimeProvider.System.GetTimestamp();

        Observation seen = await RunAsync(Again(1, delay, CheckOf(server.Port, Expect("^220"))));

        TimeSpan whole = TimeProvider.System.GetElapsedTime(start);
        Assert.Null(seen.Failure);
        Assert.True(whole >= waited, $"{whole}");
        Assert.True(seen.ResponseTime <= whole - waited, $"{seen.ResponseTime} of {whole}");
    }

    [Fact]
    public async Task The_waits_of_an_attempt_count_at_none()
    {
        var wait = new WaitStep(TimeSpan.FromSeconds(0.8));
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("421\r\n"));

        Observation seen = await RunAsync(Within(1.5, Again(1, TimeSpan.Zero, CheckOf(server.Port, wait, Expect("^220")))));

        Assert.Equal(FailureCause.Mismatch, seen.Failure?.Cause);
        Assert.Single(seen.FailedAttempts);
    }

    [Fact]
    public async Task An_open_port_is_tried_again_until_it_is_closed()
    {
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());

        Observation seen = await RunAsync(Again(1, TimeSpan.Zero, CheckOf(server.Port)) with { ExpectClosed = true });

        Assert.Equal(FailureCause.Open, Assert.Single(seen.FailedAttempts).Failure.Cause);
        Assert.Equal(
            new Failure(Phase.Connect, FailureCause.Open, $"connect to 127.0.0.1:{server.Port}: unexpectedly open"), seen.Failure);
    }

    [Fact]
    public async Task An_attempt_that_the_deadline_cut_off_hides_no_reason()
    {
        int connections = 0;
        await using var server = ScriptedServer.Start(peer => ++connections < 3 ? peer.SendAsync("421 busy\r\n") : peer.StallAsync());

        Observation seen = await RunAsync(Within(2, Again(5, TimeSpan.Zero, CheckOf(server.Port, Expect("^220")))));

        Assert.Equal((FailureCause.Mismatch, "421 busy\r\n"), (seen.Failure?.Cause, ResponseOf(seen)));
        Assert.Single(seen.FailedAttempts);
        Assert.Equal($"receive from 127.0.0.1:{server.Port}: cut off by the timeout of 2 s", seen.CutOffAttempt?.Failure.Message);
    }

    [Fact]
    public async Task A_wrong_answer_that_is_OK_is_not_tried_again()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("421 busy\r\n"));

        Observation seen = await RunAsync(Again(2, TimeSpan.Zero, CheckOf(server.Port, Expect("^220"))) with { MismatchStatus = Status.Ok });

        Assert.Empty(seen.FailedAttempts);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(Status.Ok, 0)]
    [InlineData(Status.Warning, 2)]
    public async Task A_refusal_is_tried_again_unless_it_is_OK(Status refused, int attempts)
    {
        using var closed = new ClosedPort();

        Observation seen = await RunAsync(Again(2, TimeSpan.Zero, CheckOf(closed.Port)) with { RefusedStatus = refused });

        Assert.Equal(attempts, seen.FailedAttempts.Length);
    }

    private static TcpCheck Again(int count, TimeSpan delay, TcpCheck check) => check with { Retries = new Retries(count, delay) };
}
