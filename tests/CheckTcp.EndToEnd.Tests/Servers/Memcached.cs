using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A memcached server.</summary>
internal static class Memcached
{
    /// <param name="wantsLogin">Whether it knows a user and a password, and takes no others.</param>
    public static async Task<RunningServer> StartAsync(bool wantsLogin = false)
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string[] login = wantsLogin ? ["-Y", folder.Write("users", "test:secret\n")] : [];
        return new(
            await ServerProcess.StartAsync(folder, [port], ["/usr/bin/memcached", "-u", "nobody", "-l", "127.0.0.1", "-p", $"{port}", .. login]),
            port);
    }
}
