using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A SIP server that says yes to everything.</summary>
internal static class Kamailio
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string configuration = folder.Write("kamailio.cfg", $$"""
            #!KAMAILIO
            children=1
            tcp_children=1
            log_stderror=yes
            listen=tcp:127.0.0.1:{{port}}
            loadmodule "sl.so"
            request_route { sl_send_reply("200", "OK"); }

            """);
        return new(
            await ServerProcess.StartAsync(
                folder, [port], "/usr/sbin/kamailio", "-f", configuration, "-DD", "-E", "-m", "16", "-M", "4", "-Y", folder.Path),
            port);
    }
}
