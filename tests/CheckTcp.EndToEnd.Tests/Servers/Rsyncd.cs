using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>rsync's daemon without modules.</summary>
internal static class Rsyncd
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string configuration = folder.Write("rsyncd.conf", $"address = 127.0.0.1\nport = {port}\nuse chroot = no\n");
        return new(
            await ServerProcess.StartAsync(folder, [port], "/usr/bin/rsync", "--daemon", "--no-detach", $"--config={configuration}"),
            port);
    }
}
