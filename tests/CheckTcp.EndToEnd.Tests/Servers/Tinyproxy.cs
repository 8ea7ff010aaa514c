using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An HTTP proxy for the user <c>ann</c> with the password <c>s3cret</c>.</summary>
public sealed record Tinyproxy(ServerProcess Process, int Port)
{
    public static async Task<Tinyproxy> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string configuration = folder.Write("tinyproxy.conf", $"""
            Port {port}
            Listen 127.0.0.1
            BasicAuth ann s3cret
            LogLevel Connect

            """);
        return new(await ServerProcess.StartAsync(folder, [port], "/usr/bin/tinyproxy", "-d", "-c", configuration), port);
    }
}
