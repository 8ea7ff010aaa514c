using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A name server that knows nobody to ask, and so refuses.</summary>
internal static class Dnsmasq
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        return new(
            await ServerProcess.StartAsync(
                folder, [port], "/usr/sbin/dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--bind-interfaces",
                "--listen-address=127.0.0.1", $"--port={port}", $"--pid-file={folder / "pid"}"),
            port);
    }
}
