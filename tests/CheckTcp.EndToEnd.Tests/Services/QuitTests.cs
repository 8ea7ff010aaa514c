using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

public class QuitTests
{
    [Theory]
    [InlineData("ftp", "220 ready\r\n", "QUIT\r\n")]
    [InlineData("pop", "+OK ready\r\n", "QUIT\r\n")]
    [InlineData("imap", "* OK ready\r\n", "a1 LOGOUT\r\n")]
    [InlineData("smtp", "220 ready\r\n", "QUIT\r\n")]
    public async Task The_quit_string_of_a_service_arrives_and_the_connection_ends_in_order(string service, string greeting, string quit)
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync(greeting);
            await peer.StallAsync();
        });

        ProgramRun run = await Plugin.RunAsync("--service", service, "-H", "127.0.0.1", "-p", $"{server.Port}");

        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
        Assert.Equal(quit, server.Received);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("spop", "+OK ready\r\n", "QUIT\r\n")]
    [InlineData("simap", "* OK ready\r\n", "a1 LOGOUT\r\n")]
    [InlineData("ssmtp", "220 ready\r\n", "QUIT\r\n")]
    public async Task The_quit_string_of_a_service_within_TLS_arrives(string service, string greeting, string quit)
    {
        await using ScriptedServer server = ScriptedServer.StartTls(TestCertificates.Valid, async peer =>
        {
            await peer.SendAsync(greeting);
            await peer.StallAsync();
        });

        ProgramRun run = await Plugin.RunAsync(
            "--service", service, "-H", "127.0.0.1", "-p", $"{server.Port}", "--no-check-certificate");

        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
        Assert.Equal(quit, server.Received);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task An_escaped_quit_string_is_sent_as_it_is()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());

        await Plugin.RunAsync("-H", "127.0.0.1", "-p", $"{server.Port}", "--escape", "--quit", @"BYE\n");

        await server.ConnectionEnded;
        Assert.Equal("BYE\n", server.Received);
    }
}
