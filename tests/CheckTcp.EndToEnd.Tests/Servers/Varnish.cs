using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A web cache that requires the PROXY protocol and answers with the client that it was told of.</summary>
public static class Varnish
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string rules = folder.Write("rules.vcl", """
            vcl 4.1;
            backend default none;
            sub vcl_recv { return (synth(200, "client " + client.ip)); }

            """);
        return new(
            await ServerProcess.StartAsync(
                folder, [port], "/usr/sbin/varnishd", "-F", "-j", "none", "-n", folder / "work", "-a", $"127.0.0.1:{port},PROXY", "-f", rules),
            port);
    }
}
