using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An IRC server, plain and by TLS.</summary>
internal static class Ngircd
{
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int plain, int tls) = (FreePort.Next(), FreePort.Next());
        string configuration = folder.Write("ngircd.conf", $"""
            [Global]
            Name = irc.check-tcp.test
            Info = test
            Listen = 127.0.0.1
            Ports = {plain}
            ServerUID = nobody
            ServerGID = nogroup
            [Options]
            PAM = no
            Ident = no
            DNS = no
            [SSL]
            CertFile = {chain}
            KeyFile = {key}
            Ports = {tls}

            """);
        return new(await ServerProcess.StartAsync(folder, [plain, tls], "/usr/sbin/ngircd", "-n", "-f", configuration), plain, tls);
    }
}
