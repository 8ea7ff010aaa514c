using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A ZooKeeper of one.</summary>
internal static class ZooKeeper
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string configuration = folder.Write("zoo.cfg", $"""
            dataDir={folder.CreateFolder("data")}
            clientPortAddress=127.0.0.1
            clientPort={port}
            admin.enableServer=false

            """);
        ServerProcess process = await ServerProcess.StartAsync(
            folder, [port], "/usr/bin/java", "-Xmx64m", "-cp", "/usr/share/java/zookeeper.jar",
            "org.apache.zookeeper.server.ZooKeeperServerMain", configuration);

        // It accepts before it serves.
        await Plugin.RunAsync("-H", "127.0.0.1", "-p", $"{port}", "-s", "srvr", "-e", "^Zookeeper", "--retries", "100", "--retry-delay", "0.2");
        return new(process, port);
    }
}
