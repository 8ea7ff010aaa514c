using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A load balancer that requires the PROXY protocol and answers with the client that it was told of; and that speaks TLS
/// on its other port.</summary>
public static class Haproxy
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        (int port, int tls) = (FreePort.Next(), FreePort.Next());
        (string chain, string key) = TestCertificates.Valid.WritePem(folder, "server");
        string both = folder.Write("both.pem", File.ReadAllText(chain) + File.ReadAllText(key));
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
            frontend secure
              bind 127.0.0.1:{tls} ssl crt {both}
              http-request return status 200

            """);
        return new(await ServerProcess.StartAsync(folder, [port, tls], "/usr/sbin/haproxy", "-db", "-f", configuration), port, tls);
    }
}
