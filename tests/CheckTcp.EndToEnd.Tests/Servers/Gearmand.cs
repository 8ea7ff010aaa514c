using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A Gearman job server.</summary>
public sealed record Gearmand(ServerProcess Process, int Port)
{
    public static async Task<Gearmand> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        return new(
            await ServerProcess.StartAsync(
                folder, [port], "/usr/sbin/gearmand", "--user=nobody", "--log-file=stderr", "--listen=127.0.0.1", $"--port={port}"),
            port);
    }
}
