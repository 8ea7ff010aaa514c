using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A load balancer that requires the PROXY protocol and answers with the client that it was told of.</summary>
public static class Haproxy
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string configuration = folder.Write("haproxy.cfg", $"""
            global
              maxconn 100
            defaults
              mode http
              timeout connect 5s
              timeout client 5s
              timeout server 5s
            frontend announced
              bind 127.0.0.1:{port} accept-proxy
              http-request return status 200 content-type text/plain lf-string "client %[src]\n"

            """);
        return new(await ServerProcess.StartAsync(folder, [port], "/usr/sbin/haproxy", "-db", "-f", configuration), port);
    }
}
