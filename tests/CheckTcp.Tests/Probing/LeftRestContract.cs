using CheckTcp.Patterns;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing;

public sealed class BlockingLeftRestTests() : LeftRestContract(Transport.Blocking);

public sealed class EpollLeftRestTests() : LeftRestContract(Transport.Epoll);

public sealed class SocketsLeftRestTests() : LeftRestContract(Transport.Sockets);

/// <summary>What an answer leaves to the next step, on each transport.</summary>
public abstract class LeftRestContract(Transport transport) : ProbingSession(transport)
{
    [Fact]
    public async Task What_follows_the_byte_that_decides_is_left_to_the_next_step()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("<a/><b/>\r\n"));

        Observation seen = await RunAsync(CheckOf(server.Port, Through("<a/>"), Through("^<b/>"), new ExpectLineStep(Pattern.Parse("^$"))));

        Assert.Null(seen.Failure);
        Assert.Equal("\r\n", ResponseOf(seen));
        Assert.Equal(10, seen.BytesReceived);
    }

    [Fact]
    public async Task It_is_left_however_it_is_cut()
    {
        await using var server = ScriptedServer.Start(peer => peer.DripAsync("<a/><b/>\r\n"));

        Assert.Null((await RunAsync(CheckOf(server.Port, Through("<a/>"), Through("^<b/>"), new ExpectLineStep(Pattern.Parse("^$"))))).Failure);
    }

    [Fact]
    public async Task The_last_of_several_patterns_decides()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("one two three"));

        Observation seen = await RunAsync(CheckOf(server.Port, Through("two") with { Requirements = [Pattern.Parse("one")] }, Expect("^ three")));

        Assert.Null(seen.Failure);
        Assert.Equal(" three", ResponseOf(seen));
    }

    [Fact]
    public async Task A_rejected_answer_is_shown_as_a_whole()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("one two three"));

        Observation seen = await RunAsync(CheckOf(server.Port, new RejectStep(Pattern.Parse("one")), Through("two")));

        Assert.Equal(FailureCause.Rejected, seen.Failure?.Cause);
        Assert.Equal("one two three", ResponseOf(seen));
    }

    [Fact]
    public async Task Otherwise_all_that_has_come_is_taken()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("<a/><b/>"));

        Observation seen = await RunAsync(CheckOf(server.Port, Expect("<a/>"), Expect("<b/>")));

        Assert.Equal(2, seen.Failure?.Step);
    }

    private static ExpectStep Through(string pattern) => Expect(pattern) with { LeavesRest = true };
}
