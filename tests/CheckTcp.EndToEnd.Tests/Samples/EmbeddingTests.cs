using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Samples;

public class EmbeddingTests
{
    [Fact]
    public async Task The_sample_of_an_embedder_checks_a_mail_server()
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 mail.example ESMTP\r\n");
            await peer.StallAsync();
        });

        ProgramRun run = await RunAsync(server.Port);

        Assert.Matches(@"\AMAIL OK: \d+\.\d{3} seconds response time on 127\.0\.0\.1 port \d+ \[220 mail\.example ESMTP\]\n", run.Output);
        Assert.Contains($"address 127.0.0.1:{server.Port}: connected\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("QUIT\r\n", await ReceivedBy(server));
    }

    [Fact]
    public async Task The_sample_of_an_embedder_tells_what_is_wrong()
    {
        using var closed = new ClosedPort();

        ProgramRun run = await RunAsync(closed.Port);

        Assert.StartsWith(
            $"MAIL CRITICAL: connect to 127.0.0.1:{closed.Port}: connection refused\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, run.ExitCode);
    }

    private static async Task<string> ReceivedBy(ScriptedServer server)
    {
        await server.ConnectionEnded;
        return server.Received;
    }

    private static Task<ProgramRun> RunAsync(int port)
    {
        // Built beside the tests, in the same configuration.
        string folder = AppContext.BaseDirectory.Replace("CheckTcp.EndToEnd.Tests", "Embedding", StringComparison.Ordinal);
        return new ProgramCall("dotnet", Path.Combine(folder, "Embedding.dll"), "127.0.0.1", $"{port}").RunAsync();
    }
}
