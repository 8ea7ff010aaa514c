using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A SOCKS proxy that gives up a target after a second, and whose rules forbid 127.0.0.9.</summary>
public static class Dante
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string configuration = folder.Write("danted.conf", $$"""
            logoutput: {{folder / "danted.log"}}
            internal: 127.0.0.1 port = {{port}}
            external: lo
            clientmethod: none
            socksmethod: none
            user.privileged: {{Environment.UserName}}
            user.unprivileged: {{Environment.UserName}}
            timeout.connect: 1
            client pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }
            socks block { from: 0.0.0.0/0 to: 127.0.0.9/32 }
            socks pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }

            """);
        return new(await ServerProcess.StartAsync(folder, [port], "/usr/sbin/danted", "-f", configuration), port);
    }
}
