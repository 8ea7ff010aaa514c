using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An LDAP server, plain with StartTLS, and by TLS.</summary>
internal static class Slapd
{
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int plain, int tls) = (FreePort.Next(), FreePort.Next());
        string configuration = folder.Write("slapd.conf", $"""
            TLSCertificateFile {chain}
            TLSCertificateKeyFile {key}
            pidfile {folder / "pid"}
            argsfile {folder / "arguments"}
            database monitor

            """);
        return new(
            await ServerProcess.StartAsync(
                folder, [plain, tls], "/usr/sbin/slapd", "-d", "0", "-f", configuration, "-h", $"ldap://127.0.0.1:{plain} ldaps://127.0.0.1:{tls}"),
            plain, tls);
    }
}
