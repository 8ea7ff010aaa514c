using System.Text;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Conversations;

public sealed class BlockingTranscriptTests() : TranscriptContract(Transport.Blocking);

public sealed class EpollTranscriptTests() : TranscriptContract(Transport.Epoll);

public sealed class SocketsTranscriptTests() : TranscriptContract(Transport.Sockets);

/// <summary>What each transport's runs keep of their dialogues, and what they hide.</summary>
public abstract class TranscriptContract(Transport transport) : ProbingSession(transport)
{
    [Fact]
    public async Task Every_byte_is_kept_in_its_order_with_its_time()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 ready\r\n");
            await peer.ReceiveLineAsync();
            await peer.SendAsync("250 ok\r\n");
            await peer.StallAsync();
        });

        Transcript transcript = await TranscriptOfAsync(CheckOf(server.Port, Line("^220"), Send("HELO\r\n"), Line("^250"), Quit("QUIT\r\n")));

        Assert.Equal("< 220 ready\r\n|> HELO\r\n|< 250 ok\r\n|> QUIT\r\n", Words(transcript));
        Assert.Equal(transcript.Pieces.Select(piece => piece.At).Order(), transcript.Pieces.Select(piece => piece.At));
        Assert.True(transcript.Pieces[0].At > TimeSpan.Zero);
        Assert.Null(transcript.TlsFrom);
    }

    [Fact]
    public async Task A_run_that_fails_keeps_what_was_said_until_then()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("554 no\r\n"));

        Assert.Equal("< 554 no\r\n", Words(await TranscriptOfAsync(CheckOf(server.Port, Expect("^220")))));
    }

    [Fact]
    public async Task Nothing_is_kept_unless_it_is_asked_for()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));

        Assert.Null((await RunAsync(CheckOf(server.Port, Expect("^220")))).Transcript);
    }

    [Fact]
    public async Task Under_TLS_it_is_what_was_said_inside()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 go\r\n");
            await peer.StartTlsAsync(TestCertificates.Valid);
            await peer.ReceiveLineAsync();
            await peer.SendAsync("250 ok\r\n");
            await peer.StallAsync();
        });

        Transcript transcript = await TranscriptOfAsync(
            CheckOf(server.Port, Line("^220"), new StartTlsStep(TlsSettings.Unverified), Send("HELO\r\n"), Line("^250")));

        Assert.Equal("< 220 go\r\n|> HELO\r\n|< 250 ok\r\n", Words(transcript));
        Assert.InRange(transcript.TlsFrom!.Value, transcript.Pieces[0].At, transcript.Pieces[1].At);
    }

    [Fact]
    public async Task What_is_secret_is_nowhere_also_when_it_comes_in_pieces()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveLineAsync();
            await peer.DripAsync("no user has hunter2\r\n");
        });
        TcpCheck check = CheckOf(server.Port, Send("PASS hunter2\r\n"), Line("(hunter2)"), Record("it", "${1}"), Line("hunter2"));

        Observation seen = await RunAsync(check with { KeepsTranscript = true, Secrets = new Secrets(["hunter2"]) });

        string words = Words(seen.Transcript!);
        Assert.StartsWith("> PASS *******\r\n", words, StringComparison.Ordinal);
        Assert.EndsWith("no user has *******\r\n", words.Replace("|< ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("*******", seen.Recorded[0].Value);
        Assert.Equal("step 4 (expect *******)", seen.Failure!.StepName);
    }

    [Fact]
    public async Task The_response_hides_what_is_secret()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("no: hunter2\r\n"));

        Observation seen = await RunAsync(CheckOf(server.Port, Expect("^no")) with { Secrets = new Secrets(["hunter2"]) });

        Assert.Equal("no: *******\r\n", ResponseOf(seen));
    }

    [Fact]
    public async Task A_pattern_that_rejects_and_holds_a_secret_is_not_told()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("hunter2secret\r\n"));
        TcpCheck check = CheckOf(server.Port, Reject("hunter2secret"), Expect("zzz")) with { Secrets = new Secrets(["hunter2secret", "response"]) };

        Failure failure = (await RunAsync(check)).Failure!;

        Assert.EndsWith(": the response matches what is rejected: *************", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(52)]
    [InlineData(57)]
    public async Task A_long_step_is_hidden_before_it_is_cut(int before)
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("no\r\n"));
        string pattern = new string('x', before) + "hunter2\U0001F600" + new string('y', 40);
        TcpCheck check = CheckOf(server.Port, new LabelStep("of hunter2"), Line(pattern)) with { Secrets = new Secrets(["hunter2"]) };

        string name = (await RunAsync(check)).Failure!.StepName!;

        Assert.StartsWith("step 2 \"of *******\" (expect xxx", name, StringComparison.Ordinal);
        Assert.DoesNotContain("hu", name, StringComparison.Ordinal);
        Assert.False(ByteText.ContainsEscapedByte(name));
        Assert.DoesNotContain("\uFFFD", Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_beginning_of_a_secret_is_hidden_where_it_was_cut_by_the_close()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("echo hunter2"));

        await AssertCutSecretIsHiddenAsync(CheckOf(server.Port, Expect("zzz")));
    }

    [Fact]
    public async Task The_beginning_of_a_secret_is_hidden_where_it_was_cut_by_the_limit()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("echo hunter2secret"));

        await AssertCutSecretIsHiddenAsync(CheckOf(server.Port, Expect("zzz")) with { Limits = new Limits { MaxBytes = 12, Timeout = Ample } });
    }

    [Fact]
    public async Task The_beginning_of_a_secret_is_hidden_where_it_was_cut_by_the_deadline()
    {
        await using var server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("echo hunter2");
            await peer.StallAsync();
        });

        await AssertCutSecretIsHiddenAsync(Within(1, CheckOf(server.Port, Expect("zzz"))));
    }

    private async Task AssertCutSecretIsHiddenAsync(TcpCheck check)
    {
        Observation seen = await RunAsync(check with { KeepsTranscript = true, Secrets = new Secrets(["hunter2secret"]) });

        Assert.Equal("echo *******", ResponseOf(seen));
        Assert.Equal("< echo *******", Words(seen.Transcript!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_a_sending_that_fails_what_went_is_counted_and_kept(bool inTls)
    {
        await using ScriptedServer server = inTls ? ScriptedServer.StartTls(TestCertificates.Valid, CutAsync) : ScriptedServer.Start(CutAsync);
        const int Size = 32 * 1024 * 1024; // more than any system keeps in its buffers
        TcpCheck check = CheckOf(server.Port, new SendStep(new byte[Size]), Expect("x"));

        Observation seen = await RunAsync(check with { KeepsTranscript = true, Tls = inTls ? TlsSettings.Unverified : null });

        Assert.Equal(Phase.Send, seen.Failure?.Phase);
        Assert.InRange(seen.BytesSent, Transcript.KeptBytes, Size - 1);
        Assert.Equal(Transcript.KeptBytes, seen.Transcript!.Pieces.Sum(piece => piece.Bytes.Length));
        Assert.Equal(seen.BytesSent - Transcript.KeptBytes, seen.Transcript.OmittedSent);

        static async Task CutAsync(ScriptedPeer peer)
        {
            await peer.ReceiveBytesAsync(2 * Transcript.KeptBytes);
            peer.Reset();
        }
    }

    [Fact]
    public async Task Only_so_much_is_kept_and_the_rest_is_counted()
    {
        const int Size = 100_000;
        await using var server = ScriptedServer.Start(peer => peer.SendAsync(new string('x', Size)));

        Transcript transcript = await TranscriptOfAsync(CheckOf(server.Port, Expect("y")));

        Assert.Equal(Transcript.KeptBytes, transcript.Pieces.Sum(piece => piece.Bytes.Length));
        Assert.Equal(Size - Transcript.KeptBytes, transcript.OmittedReceived);
        Assert.Equal(0, transcript.OmittedSent);
    }

    private async Task<Transcript> TranscriptOfAsync(TcpCheck check) => (await RunAsync(check with { KeepsTranscript = true })).Transcript!;

    private static string Words(Transcript transcript) => string.Join(
        '|', transcript.Pieces.Select(piece => $"{(piece.Direction == Direction.Sent ? '>' : '<')} {Encoding.UTF8.GetString(piece.Bytes.Span)}"));
}
