using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A Redis server that keeps nothing.</summary>
internal static class Redis
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        return new(
            await ServerProcess.StartAsync(
                folder, [port], "/usr/bin/redis-server", "--bind", "127.0.0.1", "--port", $"{port}", "--save", "", "--dir", folder.Path),
            port);
    }
}
