using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A SOCKS 5 proxy for the user <c>ann</c> with the password <c>s3cret</c>.</summary>
public sealed record Microsocks(ServerProcess Process, int Port)
{
    public static async Task<Microsocks> StartAsync()
    {
        int port = FreePort.Next();
        return new(
            await ServerProcess.StartAsync(
                new TemporaryFolder(), [port], "/usr/bin/microsocks", "-i", "127.0.0.1", "-p", $"{port}", "-u", "ann", "-P", "s3cret"),
            port);
    }
}
