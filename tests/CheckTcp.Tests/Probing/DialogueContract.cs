using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing;

public sealed class BlockingDialogueTests() : DialogueContract(Transport.Blocking);

public sealed class EpollDialogueTests() : DialogueContract(Transport.Epoll);

public sealed class SocketsDialogueTests() : DialogueContract(Transport.Sockets);

/// <summary>How each transport speaks with a server.</summary>
public abstract class DialogueContract(Transport transport) : ProbingSession(transport)
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public async Task A_banner_that_matches_is_no_failure()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));

        Observation seen = await RunAsync(CheckOf(server.Port, Expect("^220")));

        Assert.Null(seen.Failure);
        Assert.Equal("220 ready\r\n", ResponseOf(seen));
        Assert.Equal(server.EndPoint, seen.ConnectedTo);
        Assert.Equal(11, seen.BytesReceived);
        Assert.True(seen.ResponseTime > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_response_that_is_to_be_hidden_is_counted_and_not_kept()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));

        Observation seen = await RunAsync(CheckOf(server.Port, Expect("^220")) with { HideResponse = true });

        Assert.Null(seen.Failure);
        Assert.Equal((0, 11), (seen.Response.Length, seen.BytesReceived));
    }

    [Fact]
    public async Task A_response_in_segments_is_read_until_the_pattern_matches()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendApartAsync("HTTP/1.0 200", " OK\r\n\r\n", "all is OK F", "arm"));

        Observation seen = await RunAsync(CheckOf(server.Port, Expect("OK Farm")));

        Assert.Null(seen.Failure);
        Assert.EndsWith("OK Farm", ResponseOf(seen), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_byte_by_byte_matches_too()
    {
        await using var server = ScriptedServer.Start(peer => peer.DripAsync("220 ready"));

        Assert.Null((await RunAsync(CheckOf(server.Port, Expect("^220 ready")))).Failure);
    }

    [Fact]
    public async Task A_match_that_more_input_could_undo_stands_when_the_peer_goes_quiet()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveLineAsync();
            await peer.SendApartAsync("1.", "11\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(server.Port, Send("version\n"), Expect(@"\A[0-9]+\.[0-9]+\n\z")));

        Assert.Null(seen.Failure);
        Assert.Equal("1.11\n", ResponseOf(seen));
    }

    [Fact]
    public async Task A_match_that_more_input_could_undo_stands_when_the_peer_closes()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendApartAsync("1.", "11"));

        Assert.Null((await RunAsync(CheckOf(server.Port, Expect("11$")))).Failure);
    }

    [Fact]
    public async Task An_anchored_pattern_that_can_no_longer_match_is_judged_at_once()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("554 go away\r\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(server.Port, Expect("^220")));

        Assert.Equal(FailureCause.Mismatch, seen.Failure?.Cause);
        Assert.True(seen.ResponseTime < Ample);
    }

    [Fact]
    public async Task A_response_that_ends_without_a_match_is_a_mismatch()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("hello"));

        Observation seen = await RunAsync(CheckOf(server.Port, Expect("bye")));

        Assert.Equal(
            new Failure(Phase.Expect, FailureCause.Mismatch, $"receive from 127.0.0.1:{server.Port}: the response does not match")
            {
                Step = 1,
                BytesReceived = 5,
            },
            seen.Failure);
        Assert.Equal("hello", ResponseOf(seen));
    }

    [Fact]
    public async Task What_has_come_by_the_deadline_is_the_response()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("421 busy\r\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(Within(1, CheckOf(server.Port, Expect("220"))));

        Assert.Equal(FailureCause.Mismatch, seen.Failure?.Cause);
        Assert.Equal("421 busy\r\n", ResponseOf(seen));
    }

    [Fact]
    public async Task A_pattern_that_matches_anything_still_waits_for_the_server_to_speak()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));

        Assert.Equal("220 ready\r\n", ResponseOf(await RunAsync(CheckOf(server.Port, Expect(".*")))));
    }

    [Fact]
    public async Task The_response_is_judged_after_max_bytes()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("0123456789");
            await peer.StallAsync();
        });
        TcpCheck check = CheckOf(server.Port, Expect("9")) with { Limits = new Limits { Timeout = Ample, MaxBytes = 9 } };

        Observation seen = await RunAsync(check);

        Assert.Equal(FailureCause.Mismatch, seen.Failure?.Cause);
        Assert.Equal("012345678", ResponseOf(seen));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(int.MaxValue)]
    public async Task A_flood_is_read_in_bounded_memory(int? maxBytes)
    {
        string flood = new('x', 4 * Limits.KeptResponseBytes);
        await using var server = ScriptedServer.Start(peer => peer.SendAsync(flood));
        TcpCheck check = CheckOf(server.Port, Expect("exactly this")) with { Limits = new Limits { MaxBytes = maxBytes } };

        Observation seen = await RunAsync(check);

        Assert.NotNull(seen.Failure);
        Assert.True(seen.BytesReceived > Limits.KeptResponseBytes);
        Assert.Equal(Limits.KeptResponseBytes, seen.Response.Length);
    }

    [Fact]
    public async Task The_bytes_to_send_arrive_as_they_are()
    {
        byte[] bytes = [0x00, 0xFF, 0xFE, 0x0A, 0xC3];
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());

        await RunAsync(CheckOf(server.Port, new SendStep(bytes)));

        await server.ConnectionEnded;
        Assert.Equal(bytes, server.ReceivedBytes);
    }

    [Fact]
    public async Task A_server_that_reads_slowly_still_gets_everything()
    {
        string much = new('x', 8 * 1024 * 1024);
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());

        Observation seen = await RunAsync(CheckOf(server.Port, Send(much)));

        await server.ConnectionEnded;
        Assert.Null(seen.Failure);
        Assert.Equal(much.Length, server.ReceivedBytes.Length);
    }

    [Fact]
    public async Task A_server_that_does_not_read_is_given_up_at_the_deadline()
    {
        await using var server = ScriptedServer.Start(peer => peer.FreezeAsync());

        Observation seen = await RunAsync(Within(1, CheckOf(server.Port, Send(new string('x', 32 * 1024 * 1024)))));

        Assert.Equal((Phase.Send, FailureCause.TimedOut), (seen.Failure?.Phase, seen.Failure?.Cause));
    }

    [Fact]
    public async Task The_quit_string_is_followed_by_an_orderly_end()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 ready\r\n220 and more to say\r\n");
            await peer.StallAsync();
        });

        await RunAsync(CheckOf(server.Port, Expect("220"), Quit("QUIT\r\n")));

        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
        Assert.Equal("QUIT\r\n", server.Received);
    }

    [Fact]
    public async Task A_failed_run_resets_the_connection_and_does_not_say_goodbye()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("554 no\r\n");
            await peer.StallAsync();
        });

        await RunAsync(CheckOf(server.Port, Expect("^220"), Quit("QUIT\r\n")));

        Assert.Equal(ConnectionEnd.Reset, await server.ConnectionEnded);
        Assert.Equal("", server.Received);
    }

    [Fact]
    public async Task A_connection_that_the_peer_cuts_is_a_reset()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveLineAsync();
            peer.Reset();
        });

        Observation seen = await RunAsync(CheckOf(server.Port, Send("hello\n"), Expect("anything")));

        Assert.Equal(
            new Failure(Phase.Expect, FailureCause.Reset, $"receive from 127.0.0.1:{server.Port}: connection reset by peer")
            {
                Step = 2,
                Errno = 104, // ECONNRESET
            },
            seen.Failure);
    }

    [Fact]
    public async Task A_server_that_turns_the_client_away_with_a_reset_has_answered()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveLineAsync(); // the client has connected
            await peer.SendAsync("550 too many connections\r\n");
            peer.Reset();
        });

        Observation seen = await RunAsync(CheckOf(server.Port, Send("hello\n"), Expect("220")));

        Assert.Equal(FailureCause.Mismatch, seen.Failure?.Cause);
        Assert.Equal("550 too many connections\r\n", ResponseOf(seen));
    }

    [Fact]
    public async Task An_answer_that_would_do_if_it_ended_is_not_ended_by_a_reset()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveLineAsync(); // the client has connected
            await peer.SendAsync("220 ready");
            peer.Reset();
        });

        Assert.Equal(FailureCause.Reset, (await RunAsync(CheckOf(server.Port, Send("hello\n"), Expect("ready$")))).Failure?.Cause);
    }

    [Fact]
    public async Task An_answer_that_ends_in_silence_has_not_ended_while_the_peer_speaks()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            while (true)
            {
                await peer.SendAsync("421 busy\r\n");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        });

        Observation seen = await RunAsync(Within(0.3, CheckOf(server.Port, Expect("220") with { QuietAfter = Ample })));

        Assert.Equal(FailureCause.TimedOut, seen.Failure?.Cause);
    }

    [Fact]
    public async Task What_is_left_to_the_next_step_has_not_ended_at_the_deadline()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("250-first\r\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(Within(0.3, CheckOf(server.Port, Expect("250 .*\n") with { LeavesRest = true })));

        Assert.Equal(FailureCause.TimedOut, seen.Failure?.Cause);
    }

    [Fact]
    public async Task A_failure_knows_how_much_had_come_and_at_which_step_it_was()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("hello\r\n");
            await peer.ReceiveLineAsync();
            peer.Reset();
        });

        Observation seen = await RunAsync(CheckOf(server.Port, Expect("hello"), Send("x\n"), new WaitStep(TimeSpan.FromTicks(1)), Expect("^no")));

        Assert.Equal((4, 7L, 104), (seen.Failure?.Step, seen.Failure?.BytesReceived, seen.Failure?.Errno));
    }

    [Fact]
    public async Task The_phases_that_happened_are_held_against_their_thresholds()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));
        var smallest = new PhaseThresholds { Resolve = Tick, Connect = Tick, Tls = Tick, FirstByte = Tick, Dialogue = Tick };
        TcpCheck check = CheckOf(server.Port, Expect("220")) with { Thresholds = new Thresholds { WarningPhases = smallest } };

        Judgement result = Judgement.Of(check, await RunAsync(check));

        Assert.Equal(Status.Warning, result.Status);
        Assert.Equal(["connect", "first-byte", "dialogue"], result.Slow.Select(slow => slow.Phase)); // an address, and no TLS
    }

    [Fact]
    public async Task A_silent_server_is_given_up_at_the_deadline()
    {
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());

        Observation seen = await RunAsync(Within(1.25, CheckOf(server.Port, Expect("220"))));

        Assert.Equal(
            new Failure(Phase.Expect, FailureCause.TimedOut, $"receive from 127.0.0.1:{server.Port}: timed out after 1.25 s") { Step = 1 },
            seen.Failure);
    }

    [Fact]
    public async Task Dripping_does_not_move_the_deadline()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            while (true)
            {
                await peer.DripAsync("drip ", TimeSpan.FromMilliseconds(5));
            }
        });

        Observation seen = await RunAsync(Within(0.3, CheckOf(server.Port, Expect("dry"))));

        Assert.NotNull(seen.Failure);
    }

    [Fact]
    public async Task The_deadline_holds_while_a_huge_pattern_is_matched()
    {
        await using var server = ScriptedServer.Start(peer => peer.FloodAsync(new string('a', 4096)));

        Observation seen = await RunAsync(Within(0.3, CheckOf(server.Port, Expect("(a{0,900}b{0,900}[ab]{0,900}){1}c"))));

        Assert.NotNull(seen.Failure);
    }

    [Fact]
    public async Task A_wait_counts_neither_in_the_response_time_nor_against_the_deadline()
    {
        var wait = TimeSpan.FromSeconds(1.6);
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveLineAsync();
            await peer.SendAsync("pong\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(Within(1.5, CheckOf(server.Port, Send("ping\n"), new WaitStep(wait), Expect("pong"))));

        Assert.Null(seen.Failure);
        Assert.True(seen.ResponseTime < wait);
    }
}
