using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing;

public sealed class BlockingGreetingAndResetTests() : GreetingAndResetContract(Transport.Blocking);

public sealed class EpollGreetingAndResetTests() : GreetingAndResetContract(Transport.Epoll);

/// <summary>A server that says what is waited for and resets the connection at once: whether the reset is faster than what is sent to it is chance.</summary>
/// <remarks>The platform's sockets may report the reset in place of the connection, and with it nothing that came before.</remarks>
public abstract class GreetingAndResetContract(Transport transport) : ProbingSession(transport)
{
    private static readonly WaitStep UntilReset = new(TimeSpan.FromSeconds(1));

    [Fact]
    public async Task A_goodbye_that_comes_too_late_changes_nothing()
    {
        await using ScriptedServer server = ScriptedServer.Start(GreetAndResetAsync);

        Observation seen = await RunAsync(CheckOf(server.Port, Expect("^220"), UntilReset, Quit("QUIT\r\n")));

        Assert.Null(seen.Failure);
    }

    [Fact]
    public async Task What_is_sent_too_late_does_not_hide_what_was_said()
    {
        await using ScriptedServer server = ScriptedServer.Start(GreetAndResetAsync);

        Observation seen = await RunAsync(CheckOf(server.Port, UntilReset, Send("PING\r\n"), Expect("^220"), Quit("QUIT\r\n")));

        Assert.Null(seen.Failure);
        Assert.Equal("220 ready\r\n", ResponseOf(seen));
    }

    [Fact]
    public async Task What_was_said_is_judged_also_where_it_is_not_what_is_waited_for()
    {
        await using ScriptedServer server = ScriptedServer.Start(GreetAndResetAsync);

        Observation seen = await RunAsync(CheckOf(server.Port, UntilReset, Send("PING\r\n"), Expect("^250")));

        Assert.Equal((Phase.Expect, FailureCause.Mismatch), (seen.Failure?.Phase, seen.Failure?.Cause));
    }

    [Fact]
    public async Task Where_nothing_was_said_it_is_the_sending_that_failed()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer =>
        {
            peer.Reset();
            return Task.CompletedTask;
        });

        Observation seen = await RunAsync(CheckOf(server.Port, UntilReset, Send("PING\r\n"), Expect("^220")));

        Assert.Equal((Phase.Send, FailureCause.Reset, 2), (seen.Failure?.Phase, seen.Failure?.Cause, seen.Failure?.Step));
    }

    private static async Task GreetAndResetAsync(ScriptedPeer peer)
    {
        await peer.SendAsync("220 ready\r\n");
        peer.Reset();
    }
}
