using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An RDP server.</summary>
internal static class Xrdp
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string configuration = folder.Write(
            "xrdp.ini",
            (await File.ReadAllTextAsync("/etc/xrdp/xrdp.ini")).Replace("\nport=3389\n", $"\nport=tcp://127.0.0.1:{port}\n", StringComparison.Ordinal));
        return new(await ServerProcess.StartAsync(folder, [port], "/usr/sbin/xrdp", "--nodaemon", "--config", configuration), port);
    }
}
