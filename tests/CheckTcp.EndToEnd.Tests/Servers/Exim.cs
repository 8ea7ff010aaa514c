using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An SMTP server, plain and with TLS on connect.</summary>
public sealed record Exim(ServerProcess Process, int Smtp, int Ssmtp)
{
    public static async Task<Exim> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int smtp, int ssmtp) = (FreePort.Next(), FreePort.Next());
        // host_lookup is empty so that no client waits for a name server.
        string configuration = folder.Write("exim.conf", $"""
            primary_hostname = localhost
            spool_directory = {folder.CreateFolder("spool")}
            log_file_path = {folder.Path}/%slog
            pid_file_path = {folder / "pid"}
            local_interfaces = 127.0.0.1
            daemon_smtp_ports = {smtp} : {ssmtp}
            tls_on_connect_ports = {ssmtp}
            tls_certificate = {chain}
            tls_privatekey = {key}
            host_lookup =
            acl_smtp_rcpt = deny

            """);
        return new(
            await ServerProcess.StartAsync(folder, [smtp, ssmtp], "/usr/sbin/exim4", "-C", configuration, "-bdf"),
            smtp, ssmtp);
    }
}
