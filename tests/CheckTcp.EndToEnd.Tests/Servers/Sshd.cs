using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An SSH server.</summary>
/// <remarks>Not as root, who would need a folder of the system.</remarks>
internal static class Sshd
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string configuration = folder.Write("sshd.conf", $"""
            ListenAddress 127.0.0.1
            Port {port}
            HostKey {folder / "host.key"}
            PidFile none

            """);
        string start = $"ssh-keygen -q -t ed25519 -N '' -f {folder / "host.key"} && exec /usr/sbin/sshd -D -e -f {configuration}";
        return new(await ServerProcess.StartAsync(folder, [port], [.. Account.Of("nobody"), "/bin/sh", "-c", start]), port);
    }
}
