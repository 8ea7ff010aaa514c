using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An FTP server, plain and with AUTH TLS.</summary>
public sealed record Vsftpd(ServerProcess Process, int Port)
{
    public static async Task<Vsftpd> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        int port = FreePort.Next();
        string jail = Directory.CreateDirectory(folder / "jail").FullName; // vsftpd refuses one that all may write to
        // The system call filter is off: it does not know every container's kernel.
        string configuration = folder.Write("vsftpd.conf", $"""
            listen=YES
            listen_address=127.0.0.1
            listen_port={port}
            background=NO
            anonymous_enable=YES
            seccomp_sandbox=NO
            secure_chroot_dir={jail}
            ssl_enable=YES
            rsa_cert_file={chain}
            rsa_private_key_file={key}

            """);
        return new(await ServerProcess.StartAsync(folder, [port], "/usr/sbin/vsftpd", configuration), port);
    }
}
