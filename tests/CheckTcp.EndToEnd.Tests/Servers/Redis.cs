using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A Redis server that keeps nothing.</summary>
internal static class Redis
{
    /// <param name="more">More of its settings.</param>
    public static async Task<RunningServer> StartAsync(params string[] more)
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        return new(
            await ServerProcess.StartAsync(
                folder, [port], ["/usr/bin/redis-server", "--bind", "127.0.0.1", "--port", $"{port}", "--save", "", "--dir", folder.Path, .. more]),
            port);
    }
}
