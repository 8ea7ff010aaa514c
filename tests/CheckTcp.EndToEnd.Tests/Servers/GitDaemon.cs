using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>Git's own server, which exports nothing.</summary>
internal static class GitDaemon
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        return new(
            await ServerProcess.StartAsync(
                folder, [port], "/usr/bin/git", "daemon", "--listen=127.0.0.1", $"--port={port}", $"--base-path={folder.CreateFolder("exported")}"),
            port);
    }
}
