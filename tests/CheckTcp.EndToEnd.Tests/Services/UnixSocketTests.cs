using System.Net.Sockets;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

public class UnixSocketTests
{
    [Fact]
    public async Task A_server_on_a_Unix_socket_is_greeted_and_left_in_order()
    {
        using TemporaryFolder folder = new();
        await using ScriptedServer server = ScriptedServer.Start(new UnixDomainSocketEndPoint(folder / "server"), async peer =>
        {
            await peer.SendAsync("220 ready\r\n");
            await peer.StallAsync();
        });

        ProgramRun run = await Plugin.RunAsync("--unix-sock", folder / "server", "-e", "^220", "-q", "QUIT");

        await server.ConnectionEnded;
        Assert.Equal("QUIT\r\n", server.Received);
        Assert.Matches(@"\ATCP OK: \d+\.\d{3} seconds response time on \[220 ready\]\n\z", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_socket_that_is_not_there_is_CRITICAL_or_closed_as_expected()
    {
        using TemporaryFolder folder = new();

        ProgramRun run = await Plugin.RunAsync("--unix-sock", folder / "none");
        ProgramRun closed = await Plugin.RunAsync("--unix-sock", folder / "none", "--expect-closed");

        Assert.StartsWith("TCP CRITICAL: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
        Assert.Equal($"TCP OK: Verified that the unixsock is closed. (sock={folder / "none"})\n", closed.Output);
        Assert.Equal(0, closed.ExitCode);
    }
}
