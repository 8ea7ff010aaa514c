using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A Telnet server behind inetd.</summary>
internal static class Telnetd
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string configuration = folder.Write("inetd.conf", $"127.0.0.1:{port} stream tcp nowait root /usr/sbin/telnetd telnetd\n");
        return new(
            await ServerProcess.StartAsync(folder, [port], "/usr/sbin/inetutils-inetd", "-d", $"--pidfile={folder / "pid"}", configuration),
            port);
    }
}
