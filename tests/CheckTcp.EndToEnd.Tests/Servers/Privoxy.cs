using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An HTTP proxy that has 503 for nearly everything.</summary>
public static class Privoxy
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string configuration = folder.Write("privoxy.conf", $"""
            listen-address 127.0.0.1:{port}
            confdir /etc/privoxy
            logdir {folder.Path}

            """);
        return new(await ServerProcess.StartAsync(folder, [port], "/usr/sbin/privoxy", "--no-daemon", configuration), port);
    }
}
