using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A memcached server.</summary>
internal static class Memcached
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        return new(
            await ServerProcess.StartAsync(folder, [port], "/usr/bin/memcached", "-u", "nobody", "-l", "127.0.0.1", "-p", $"{port}"),
            port);
    }
}
