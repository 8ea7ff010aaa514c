using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An MQTT broker, plain and by TLS; by TLS it wants a password.</summary>
internal static class Mosquitto
{
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int plain, int tls) = (FreePort.Next(), FreePort.Next());
        string configuration = folder.Write("mosquitto.conf", $"""
            per_listener_settings true
            listener {plain} 127.0.0.1
            allow_anonymous true
            listener {tls} 127.0.0.1
            certfile {chain}
            keyfile {key}
            allow_anonymous false

            """);
        return new(await ServerProcess.StartAsync(folder, [plain, tls], "/usr/sbin/mosquitto", "-c", configuration), plain, tls);
    }
}
