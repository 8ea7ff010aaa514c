using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An XMPP server of the domain localhost, plain with STARTTLS, and by TLS.</summary>
internal static class Prosody
{
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int plain, int tls) = (FreePort.Next(), FreePort.Next());
        string configuration = folder.Write("prosody.lua", $$"""
            pidfile = "{{folder / "pid"}}"
            data_path = "{{folder.CreateFolder("data")}}"
            run_as_root = true
            modules_enabled = { "tls", "saslauth" }
            modules_disabled = { "s2s" }
            interfaces = { "127.0.0.1" }
            c2s_ports = { {{plain}} }
            c2s_direct_tls_ports = { {{tls}} }
            c2s_require_encryption = true
            log = { { levels = { min = "info" }, to = "console" } }
            ssl = { certificate = "{{chain}}", key = "{{key}}" }
            c2s_direct_tls_ssl = { certificate = "{{chain}}", key = "{{key}}" }
            VirtualHost "localhost"

            """);
        return new(
            await ServerProcess.StartAsync(folder, [plain, tls], "/usr/bin/prosody", "--config", configuration, "-F"),
            plain, tls);
    }
}
