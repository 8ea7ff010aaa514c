using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A MySQL server without tables.</summary>
internal static class MariaDb
{
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        int port = FreePort.Next();
        return new(
            await ServerProcess.StartAsync(
                folder, [port], "/usr/sbin/mariadbd", "--no-defaults", "--user=nobody", $"--datadir={folder.CreateFolder("data")}",
                "--bind-address=127.0.0.1", $"--port={port}", $"--socket={folder / "socket"}", "--skip-grant-tables", "--skip-networking=0",
                $"--ssl-cert={chain}", $"--ssl-key={key}", "--innodb=off", "--default-storage-engine=MyISAM"),
            port);
    }
}
