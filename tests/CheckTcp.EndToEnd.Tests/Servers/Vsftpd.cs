using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An FTP server.</summary>
public sealed record Vsftpd(ServerProcess Process, int Port)
{
    public static async Task<Vsftpd> StartAsync()
    {
        TemporaryFolder folder = new();
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

            """);
        return new(await ServerProcess.StartAsync(folder, [port], "/usr/sbin/vsftpd", configuration), port);
    }
}
