using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A virus scanner that knows one virus: without any it does not start.</summary>
internal static class Clamd
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string database = folder.CreateFolder("database");
        folder.Write("database/test.hdb", "d41d8cd98f00b204e9800998ecf8427f:68:Test\n");
        string configuration = folder.Write("clamd.conf", $"""
            DatabaseDirectory {database}
            TCPAddr 127.0.0.1
            TCPSocket {port}
            Foreground yes

            """);
        return new(await ServerProcess.StartAsync(folder, [port], "/usr/sbin/clamd", "-c", configuration), port);
    }
}
