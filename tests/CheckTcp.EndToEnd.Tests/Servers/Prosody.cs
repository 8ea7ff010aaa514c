using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An XMPP server of the domain localhost, plain with STARTTLS, by TLS, and for other servers.</summary>
internal static class Prosody
{
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate)
    {
        (ServerProcess process, int plain, int tls, _) = await StartWithServersAsync(certificate);
        return new(process, plain, tls);
    }

    /// <summary>The same, with the port for other servers.</summary>
    public static async Task<(ServerProcess Process, int Plain, int Tls, int Servers)> StartWithServersAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int plain, int tls, int servers) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        string configuration = folder.Write("prosody.lua", $$"""
            pidfile = "{{folder / "pid"}}"
            data_path = "{{folder.CreateFolder("data")}}"
            run_as_root = true
            modules_enabled = { "tls", "saslauth" }
            interfaces = { "127.0.0.1" }
            c2s_ports = { {{plain}} }
            c2s_direct_tls_ports = { {{tls}} }
            s2s_ports = { {{servers}} }
            c2s_require_encryption = true
            s2s_require_encryption = true
            log = { { levels = { min = "info" }, to = "console" } }
            ssl = { certificate = "{{chain}}", key = "{{key}}" }
            s2s_ssl = { certificate = "{{chain}}", key = "{{key}}" }
            c2s_direct_tls_ssl = { certificate = "{{chain}}", key = "{{key}}" }
            VirtualHost "localhost"

            """);
        ServerProcess process = await ServerProcess.StartAsync(folder, [plain, tls, servers], "/usr/bin/prosody", "--config", configuration, "-F");
        return (process, plain, tls, servers);
    }
}
