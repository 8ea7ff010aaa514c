using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A SIP server that says yes to everything.</summary>
internal static class Kamailio
{
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int port, int tls) = (FreePort.Next(), FreePort.Next());
        string configuration = folder.Write("kamailio.cfg", $$"""
            #!KAMAILIO
            children=1
            tcp_children=1
            log_stderror=yes
            enable_tls=yes
            listen=tcp:127.0.0.1:{{port}}
            listen=tls:127.0.0.1:{{tls}}
            loadmodule "sl.so"
            loadmodule "tls.so"
            modparam("tls", "tls_method", "TLSv1.2+")
            modparam("tls", "certificate", "{{chain}}")
            modparam("tls", "private_key", "{{key}}")
            request_route { sl_send_reply("200", "OK"); }

            """);
        return new(
            await ServerProcess.StartAsync(
                folder, [port, tls], "/usr/sbin/kamailio", "-f", configuration, "-DD", "-E", "-m", "16", "-M", "4", "-Y", folder.Path),
            port,
            tls);
    }
}
