using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Comparison;

/// <summary>What a server whose answer is wrong hears from the plugin in C, and from check-tcp by the same name.</summary>
public class SameGoodbyeTests
{
    [Theory]
    [InlineData("check_ftp", "QUIT\r\n")]
    [InlineData("check_pop", "QUIT\r\n")]
    [InlineData("check_imap", "a1 LOGOUT\r\n")]
    [InlineData("check_nntp", "QUIT\r\n")]
    [InlineData("check_jabber", "<stream:stream to='host' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>\n</stream:stream>\n")]
    [InlineData("check_tcp", "hello\r\nbye\r\n", "-E", "-s", @"hello\r\n", "-e", "welcome", "-q", @"bye\r\n")]
    public async Task A_server_whose_answer_is_wrong_hears_the_same_from_both(string name, string heard, params string[] more)
    {
        (ProgramRun theirs, string heardOfTheirs) = await RunAsync(port => MonitoringPlugin.RunAsync(name, ["-H", "127.0.0.1", "-p", $"{port}", .. more]));
        (ProgramRun ours, string heardOfOurs) = await RunAsync(port => LinkedPlugin.RunAsync(name, ["-H", "127.0.0.1", "-p", $"{port}", .. more]));

        Assert.Equal((heard, heard), (heardOfTheirs, heardOfOurs));
        Assert.Equal(theirs.ExitCode, ours.ExitCode);
        Assert.NotEqual(0, ours.ExitCode);
    }

    private static async Task<(ProgramRun Run, string Heard)> RunAsync(Func<int, Task<ProgramRun>> check)
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("421 busy\r\n");
            await peer.StallAsync();
        });
        ProgramRun run = await check(server.Port);
        await server.ConnectionEnded;
        return (run, server.Received);
    }
}
