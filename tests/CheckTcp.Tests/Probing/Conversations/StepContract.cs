using CheckTcp.Patterns;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Conversations;

public sealed class BlockingStepTests() : StepContract(Transport.Blocking);

public sealed class EpollStepTests() : StepContract(Transport.Epoll);

public sealed class SocketsStepTests() : StepContract(Transport.Sockets);

/// <summary>How each transport speaks dialogues of many steps.</summary>
public abstract class StepContract(Transport transport) : ProbingSession(transport)
{
    private static readonly TimeSpan LongerThanQuiet = TimeSpan.FromMilliseconds(200);
    private static readonly byte[] Binary = [0x04, 0x00, 0x00, 0x00, 0x0A, 0x61, 0x62, 0x63];

    [Fact]
    public async Task Answers_that_come_together_are_taken_one_by_one()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220-hello\r\n220 ready\r\n250-size\r\n250 tls\r\n354 go on\r\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(server.Port, Line("^220 "), Send("EHLO me\r\n"), Line("^250 tls$"), Line("^354"), Quit("QUIT\r\n")));

        Assert.Null(seen.Failure);
        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
        Assert.Equal("EHLO me\r\nQUIT\r\n", server.Received);
        Assert.Equal("354 go on\r\n", ResponseOf(seen));
        Assert.Equal(52, seen.BytesReceived);
    }

    [Fact]
    public async Task How_the_bytes_were_cut_on_their_way_does_not_matter()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.DripAsync("220-hello\r\n220 ready\r\n250-size\r\n250 tls\r\n");
            await peer.StallAsync();
        });

        Assert.Null((await RunAsync(CheckOf(server.Port, Line("^220 ready$"), Line("^250 tls$")))).Failure);
    }

    [Fact]
    public async Task A_line_ends_before_its_line_end_and_a_return_inside_belongs_to_it()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendApartAsync("a\r", "b\r", "\nc\n"));

        Assert.Null((await RunAsync(CheckOf(server.Port, Line("^a\\rb$"), Line("^c$")))).Failure);
    }

    [Fact]
    public async Task A_prompt_without_a_line_end_counts_when_the_peer_goes_quiet()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("login: ");
            await peer.ReceiveLineAsync();
            await peer.SendAsync("Password: ");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(server.Port, Line("^login: $"), Send("me\n"), Line("^Password: $")));

        Assert.Null(seen.Failure);
        Assert.True(seen.ResponseTime < Ample);
    }

    [Fact]
    public async Task A_line_without_an_end_counts_when_the_peer_closes()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("imok"));

        Assert.Null((await RunAsync(CheckOf(server.Port, Line("^imok$")))).Failure);
    }

    [Fact]
    public async Task A_line_of_any_length_is_searched_to_its_end()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(new string('x', 300_000) + " end\r\nnext\r\n");
            await peer.StallAsync();
        });

        Assert.Null((await RunAsync(CheckOf(server.Port, Line("x end$"), Line("^next$")))).Failure);
    }

    [Fact]
    public async Task A_peer_that_closes_without_a_word_has_closed()
    {
        await using var server = ScriptedServer.Start(_ => Task.CompletedTask);

        Failure failure = (await RunAsync(CheckOf(server.Port, new LabelStep("greeting"), Line("^220")))).Failure!;

        Assert.Equal((Phase.Expect, FailureCause.Closed, 2, "step 2 \"greeting\" (expect ^220)"), (failure.Phase, failure.Cause, failure.Step, failure.StepName));
    }

    [Theory]
    [InlineData(false, "Unexpected response from host/socket: connection closed before any response")]
    [InlineData(true, "step 2 \"x\" (expect foo): receive from 127.0.0.1:PORT: connection closed by peer")]
    public async Task A_peer_that_closes_without_the_answer_that_is_read_whole_has_closed(bool isOneOfSeveral, string line)
    {
        await using var server = ScriptedServer.Start(_ => Task.CompletedTask);
        TcpCheck check = isOneOfSeveral ? CheckOf(server.Port, new LabelStep("x"), Expect("foo")) : CheckOf(server.Port, Expect("foo"));

        Observation seen = await RunAsync(check);

        Assert.Equal((Phase.Expect, FailureCause.Closed), (seen.Failure!.Phase, seen.Failure.Cause));
        Assert.Equal(line.Replace("PORT", $"{server.Port}", StringComparison.Ordinal), Judgement.Of(check, seen).Message);
    }

    [Theory]
    [InlineData(false, "", ConnectionEnd.Reset)]
    [InlineData(true, "QUIT\r\n", ConnectionEnd.Finished)]
    public async Task A_peer_whose_answer_is_wrong_hears_a_goodbye_where_that_is_meant_for_it_too(bool isMeant, string goodbye, ConnectionEnd end)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("421 busy\r\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(server.Port, Expect("^220"), Quit("QUIT\r\n") with { AlsoAfterWrongAnswer = isMeant }));

        Assert.Equal((Phase.Expect, FailureCause.Mismatch), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.Equal(end, await server.ConnectionEnded);
        Assert.Equal(goodbye, server.Received);
    }

    [Fact]
    public async Task A_peer_that_says_something_else_and_closes_is_a_mismatch()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n550 no\r\n"));
        TcpCheck check = CheckOf(server.Port, Line("^220"), Line("^250"));

        Observation seen = await RunAsync(check);

        Assert.Equal((FailureCause.Mismatch, 2), (seen.Failure!.Cause, seen.Failure.Step));
        Assert.Equal("Unexpected response from host/socket at step 2 (expect ^250): 550 no", Judgement.Of(check, seen).Message);
    }

    [Fact]
    public async Task A_peer_that_says_something_else_and_waits_is_timed_out_with_the_step()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 ready\r\n250-never ends\r\n");
            await peer.StallAsync();
        });
        TcpCheck check = Within(1, CheckOf(server.Port, Line("^220"), Line("^250 ")));

        Observation seen = await RunAsync(check);

        Assert.Equal((FailureCause.TimedOut, 2), (seen.Failure!.Cause, seen.Failure.Step));
        Assert.Equal($"step 2 (expect ^250 ): receive from 127.0.0.1:{server.Port}: timed out after 1 s [250-never ends]", Judgement.Of(check, seen).Message);
    }

    [Fact]
    public async Task What_is_rejected_fails_at_once()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 ready\r\n");
            await peer.ReceiveLineAsync();
            await peer.SendAsync("550 no\r\n");
            await peer.StallAsync();
        });
        TcpCheck check = CheckOf(server.Port, Line("^220"), Send("EHLO me\r\n"), Reject("^4"), Reject("^5"), Line("^250 "));

        Observation seen = await RunAsync(check);

        Assert.Equal((FailureCause.Rejected, 5), (seen.Failure!.Cause, seen.Failure.Step));
        Assert.Equal("Rejected response from host/socket at step 5 (expect ^250 ): 550 no", Judgement.Of(check, seen).Message);
    }

    [Fact]
    public async Task What_is_rejected_holds_for_the_next_answer_only()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n550 fine\r\n250 ok\r\n"));

        Assert.Null((await RunAsync(CheckOf(server.Port, Reject("^5"), Line("^220"), Line("^250")))).Failure);
    }

    [Theory]
    [InlineData("OK and later ERROR", null)]
    [InlineData("ERROR and later OK", FailureCause.Rejected)]
    public async Task In_one_answer_what_comes_first_decides_however_it_is_cut(string answer, FailureCause? cause)
    {
        await using var whole = ScriptedServer.Start(peer => peer.SendAsync(answer));
        await using var cut = ScriptedServer.Start(peer => peer.DripAsync(answer));

        Assert.Equal(cause, (await RunAsync(CheckOf(whole.Port, Reject("ERROR"), Expect("OK")))).Failure?.Cause);
        Assert.Equal(cause, (await RunAsync(CheckOf(cut.Port, Reject("ERROR"), Expect("OK")))).Failure?.Cause);
    }

    [Theory]
    [InlineData("one three", true)]
    [InlineData("two three", true)]
    [InlineData("one", false)]
    [InlineData("three", false)]
    public async Task One_of_the_alternatives_and_every_requirement_must_match(string answer, bool passes)
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync(answer));
        var expect = new ExpectStep(Pattern.Parse("one")) { Alternatives = [Pattern.Parse("two")], Requirements = [Pattern.Parse("three")] };

        Assert.Equal(passes ? null : FailureCause.Mismatch, (await RunAsync(CheckOf(server.Port, expect))).Failure?.Cause);
    }

    [Fact]
    public async Task Alternatives_that_can_no_longer_match_are_judged_at_once()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("554 no\r\n");
            await peer.StallAsync();
        });
        var expect = new ExpectStep(Pattern.Parse("^220")) { Alternatives = [Pattern.Parse("^250")] };

        Assert.Equal(FailureCause.Mismatch, (await RunAsync(CheckOf(server.Port, expect))).Failure?.Cause);
    }

    [Theory]
    [InlineData("04 00 00 00 0a", null)]
    [InlineData("?? ?? 0? ?0 0A", null)]
    [InlineData("05 | 04 00 00 00 0a", null)]
    [InlineData("04 00 00 01", FailureCause.Mismatch)]
    public async Task Bytes_are_compared_one_by_one_and_the_rest_is_left(string hex, FailureCause? cause)
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(Binary);
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(server.Port, Bytes(hex), Bytes("61 62 63")));

        Assert.Equal(cause, seen.Failure?.Cause);
    }

    [Fact]
    public async Task Bytes_that_do_not_all_come_are_a_mismatch_and_none_is_closed()
    {
        await using var half = ScriptedServer.Start(peer => peer.SendAsync("ab"));
        await using var none = ScriptedServer.Start(_ => Task.CompletedTask);

        Assert.Equal(FailureCause.Mismatch, (await RunAsync(CheckOf(half.Port, Bytes("61 62 63")))).Failure?.Cause);
        Assert.Equal(FailureCause.Closed, (await RunAsync(CheckOf(none.Port, Bytes("61 62 63")))).Failure?.Cause);
    }

    [Fact]
    public async Task A_message_is_read_to_its_end_and_no_further()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            foreach (byte value in Binary)
            {
                await peer.SendAsync(new[] { value });
                await peer.UntilReadAsync();
            }

            await peer.SendAsync("x");
            await peer.StallAsync();
        });
        var message = new ExpectFrameStep(new LittleEndianFraming(0, 3, 4), BytePattern.Parse("?? ?? ?? 00 0A"));

        Observation seen = await RunAsync(CheckOf(server.Port, message, Bytes("78")));

        Assert.Null(seen.Failure);
    }

    [Theory]
    [InlineData("FF FF FF", FailureCause.TooLong)]
    [InlineData("01 00 00 00 0B", FailureCause.Mismatch)]
    public async Task A_message_that_is_too_long_or_begins_otherwise_fails_before_it_ends(string start, FailureCause cause)
    {
        BytePattern.Parse(start).TryGetBytes(out byte[]? bytes);
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(bytes);
            await peer.StallAsync();
        });
        var message = new ExpectFrameStep(new LittleEndianFraming(0, 3, 4), BytePattern.Parse("?? ?? ?? 00 0A"));

        Assert.Equal(cause, (await RunAsync(CheckOf(server.Port, message))).Failure?.Cause);
    }

    public static TheoryData<Framing, string> ShortMessages => new()
    {
        { new LittleEndianFraming(0, 4, 0), "00 00 00 00" },
        { new LittleEndianFraming(0, 4, 0), "01 00 00 00" },
        { new LittleEndianFraming(0, 4, 0), "03 00 00 00" },
        { new LittleEndianFraming(0, 4, 0), "04 00 00 00" },
        { new BigEndianFraming(2, 2, 0), "03 00 00 00" },
        { new BigEndianFraming(2, 2, 0), "03 00 00 01" },
        { new BigEndianFraming(2, 2, 0), "03 00 00 03" },
        { new BigEndianFraming(2, 2, 0), "03 00 00 04" },
        { new BigEndianFraming(0, 2, -4), "00 00" },
        { new BerFraming(), "30 00" },
        { new BerFraming(), "30 84 00 00 00 00" },
        { new VariableLengthFraming(), "20 00" },
        { new VariableLengthFraming(), "20 80 00" },
    };

    [Theory]
    [MemberData(nameof(ShortMessages))]
    public async Task A_message_that_is_said_to_end_before_it_can_is_a_mismatch_however_it_is_cut(Framing framing, string start)
    {
        byte[] bytes = Convert.FromHexString(start.Replace(" ", "", StringComparison.Ordinal));
        await using var dripped = ScriptedServer.Start(async peer =>
        {
            foreach (byte value in bytes)
            {
                await peer.SendAsync(new[] { value });
                await peer.UntilReadAsync();
            }

            await peer.StallAsync();
        });
        await using var whole = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync((byte[])[.. bytes, 1, 2, 3]);
            await peer.StallAsync();
        });
        await using var inHalves = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(bytes.AsMemory(..^1));
            await peer.UntilReadAsync();
            await peer.SendAsync(new byte[] { bytes[^1], 1, 2, 3 });
            await peer.StallAsync();
        });
        var message = new ExpectFrameStep(framing, BytePattern.Parse("?? ?? ?? ?? ?? ?? ??"));

        Assert.Equal(FailureCause.Mismatch, (await RunAsync(CheckOf(dripped.Port, message))).Failure?.Cause);
        Assert.Equal(FailureCause.Mismatch, (await RunAsync(CheckOf(whole.Port, message))).Failure?.Cause);
        Assert.Equal(FailureCause.Mismatch, (await RunAsync(CheckOf(inHalves.Port, message))).Failure?.Cause);
    }

    [Theory]
    [InlineData(".*")]
    [InlineData("^$")]
    [InlineData("^(x)?$")]
    public async Task Where_no_line_came_there_is_none_that_could_match(string pattern)
    {
        await using var silent = ScriptedServer.Start(_ => Task.CompletedTask);
        await using var answering = ScriptedServer.Start(peer => peer.SendAsync("HTTP/1.0 200 OK\r\n"));

        Assert.Equal(FailureCause.Closed, (await RunAsync(CheckOf(silent.Port, Line(pattern)))).Failure?.Cause);
        Assert.Equal(FailureCause.Closed, (await RunAsync(CheckOf(answering.Port, Line("^HTTP"), Line(pattern)))).Failure?.Cause);
    }

    [Fact]
    public async Task A_pause_between_lines_is_no_empty_line()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220-a\r");
            await peer.DripAsync("\n", LongerThanQuiet);
            await peer.SendAsync("220 b\r\n");
            await peer.DripAsync("\r\n", LongerThanQuiet);
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(server.Port, Reject("^$"), Line("^220 "), Line("^$")));

        Assert.Null(seen.Failure);
        Assert.Equal(15, seen.BytesReceived);
    }

    [Fact]
    public async Task What_was_captured_is_sent_and_recorded()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("+OK <1896.697@mail>\r\n");
            await peer.ReceiveLineAsync();
            await peer.SendAsync("count 12 of 30\r\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(
            server.Port, Line("(?P<stamp><.*>)"), SendFilled("APOP ${stamp}${1}\r\n"), Line("(\\d+) of (\\d+)(x)?"), Record("load", "${2}:${1}:${3}:${stamp}")));

        Assert.Null(seen.Failure);
        Assert.Equal([new RecordedValue("load", "30:12::<1896.697@mail>")], seen.Recorded);
        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
        Assert.Equal("APOP <1896.697@mail><1896.697@mail>\r\n", server.Received);
    }

    [Fact]
    public async Task The_number_0_is_the_whole_match_also_of_a_pattern_without_groups()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("(1)\r\nsay hello you\r\n"));

        Observation seen = await RunAsync(CheckOf(
            server.Port, Line("(?P<digit>\\d)"), Line("hel+o .*"), Record("x", "${0}/${1}/${digit}")));

        Assert.Equal([new RecordedValue("x", "hello you//1")], seen.Recorded);
    }

    [Fact]
    public async Task Of_a_line_that_is_too_long_nothing_is_captured_and_that_is_said()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync(new string('x', 70_000) + "\r\n"));

        Assert.Equal(FailureCause.TooLong, (await RunAsync(CheckOf(server.Port, Line("(x+)"), Record("x", "${1}")))).Failure?.Cause);
    }

    [Fact]
    public async Task TLS_can_begin_in_the_middle()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 ready\r\n");
            await peer.ReceiveLineAsync();
            await peer.SendAsync("220 go ahead\r\n");
            await peer.StartTlsAsync(TestCertificates.Valid);
            await peer.ReceiveLineAsync();
            await peer.SendAsync("250 ok\r\n");
            await peer.StallAsync();
        });

        Observation seen = await RunAsync(CheckOf(
            server.Port, Line("^220"), Send("STARTTLS\r\n"), Line("^220"), StartTls(), Send("EHLO me\r\n"), Line("^250 ok$"), Quit("QUIT\r\n")));

        Assert.Null(seen.Failure);
        Assert.NotNull(seen.Tls);
        Assert.NotNull(seen.Phases.Tls);
        Assert.True(seen.Phases.Dialogue + seen.Phases.Tls <= seen.ResponseTime);
        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
        Assert.Equal("STARTTLS\r\nEHLO me\r\nQUIT\r\n", server.Received);
    }

    [Fact]
    public async Task What_comes_in_the_clear_before_TLS_fails_the_run()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 go ahead\r\n250 injected\r\n");
            await peer.StallAsync();
        });

        Failure failure = (await RunAsync(CheckOf(server.Port, Line("^220"), StartTls(), Line("^250")))).Failure!;

        Assert.Equal((Phase.Tls, FailureCause.PlaintextBeforeTls, 2, "step 2 (starttls)"), (failure.Phase, failure.Cause, failure.Step, failure.StepName));
    }

    [Fact]
    public async Task A_handshake_that_fails_in_the_middle_names_its_step()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 go ahead\r\n");
            await peer.ReceiveThroughAsync("\u0001");
            await peer.SendAsync("this is no TLS at all\r\n");
            await peer.StallAsync();
        });

        Failure failure = (await RunAsync(CheckOf(server.Port, Line("^220"), StartTls()))).Failure!;

        Assert.Equal((Phase.Tls, FailureCause.TlsProtocol, 2), (failure.Phase, failure.Cause, failure.Step));
    }

    [Fact]
    public async Task TLS_within_TLS_is_a_mistake_of_the_caller()
    {
        await using var server = ScriptedServer.StartTls(TestCertificates.Valid, peer => peer.StallAsync());
        TcpCheck check = CheckOf(server.Port, StartTls()) with { Tls = TlsSettings.Unverified };

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(check));
    }

    [Fact]
    public async Task A_flood_of_lines_ends_by_the_deadline()
    {
        await using var server = ScriptedServer.Start(peer => peer.FloodAsync("250-and another\r\n"));

        Observation seen = await RunAsync(Within(0.5, CheckOf(server.Port, Line("^250 "))));

        Assert.Equal(FailureCause.TimedOut, seen.Failure?.Cause);
        Assert.True(seen.Response.Length <= Limits.KeptResponseBytes);
    }

    [Fact]
    public async Task An_answer_is_judged_after_max_bytes()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 ready\r\n250-more\r\n250 ok\r\n");
            await peer.StallAsync();
        });
        TcpCheck check = CheckOf(server.Port, Line("^220 ready$"), Line("^250 ok$")) with { Limits = new Limits { Timeout = Ample, MaxBytes = 12 } };

        Observation seen = await RunAsync(check);

        Assert.Equal((FailureCause.Mismatch, 2), (seen.Failure?.Cause, seen.Failure?.Step));
        Assert.Equal("250-more\r\n25", ResponseOf(seen));
    }

    private static ExpectBytesStep Bytes(string hex) => new(BytePattern.Parse(hex));

    private static StartTlsStep StartTls() => new(TlsSettings.Unverified);

    private static SendTemplateStep SendFilled(string text) => new(TemplateOf(text));
}
