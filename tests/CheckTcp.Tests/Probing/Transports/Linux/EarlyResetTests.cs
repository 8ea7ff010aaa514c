using System.Runtime.Versioning;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Transports.Linux;

[SupportedOSPlatform("linux")]
public sealed class BlockingEarlyResetTests() : EarlyResetContract(Transport.Blocking);

[SupportedOSPlatform("linux")]
public sealed class EpollEarlyResetTests() : EarlyResetContract(Transport.Epoll);

/// <summary>A server that resets a connection as soon as it is made has made it, however late the client looks.</summary>
public abstract class EarlyResetContract(Transport transport) : ProbingSession(transport)
{
    private const int Runs = 50; // in some of them the reset is there before the client looks whether it is connected

    [Fact]
    public async Task The_port_is_open()
    {
        for (int i = 0; i < Runs; i++)
        {
            await using ScriptedServer server = ScriptedServer.Start(ResetAsync);
            TcpCheck check = CheckOf(server.Port) with { ExpectClosed = true };

            Assert.Equal(Status.Critical, Judgement.Of(check, await RunAsync(check)).Status);
        }
    }

    [Fact]
    public async Task The_reset_is_met_where_an_answer_is_waited_for()
    {
        for (int i = 0; i < Runs; i++)
        {
            await using ScriptedServer server = ScriptedServer.Start(ResetAsync);

            Failure? failure = (await RunAsync(CheckOf(server.Port, Expect("220")))).Failure;

            Assert.Equal((Phase.Expect, FailureCause.Reset, 104), (failure?.Phase, failure?.Cause, failure?.Errno)); // ECONNRESET
        }
    }

    [Fact]
    public async Task What_came_before_it_is_read()
    {
        for (int i = 0; i < Runs; i++)
        {
            await using ScriptedServer server = ScriptedServer.Start(async peer =>
            {
                await peer.SendAsync("220 ready\r\n");
                await ResetAsync(peer);
            });

            Assert.Null((await RunAsync(CheckOf(server.Port, Expect("220")))).Failure);
        }
    }

    private static Task ResetAsync(ScriptedPeer peer)
    {
        peer.Reset();
        return Task.CompletedTask;
    }
}
