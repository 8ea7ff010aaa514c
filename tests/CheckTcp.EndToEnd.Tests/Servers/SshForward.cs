using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary><c>ssh -D</c>: a client that is a SOCKS proxy, and its server.</summary>
/// <remarks>Not as root, who would need a folder of the system.</remarks>
public static class SshForward
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        (int port, int forward) = (FreePort.Next(), FreePort.Next());
        string configuration = folder.Write("sshd.conf", $"""
            ListenAddress 127.0.0.1
            Port {port}
            HostKey {folder / "host.key"}
            AuthorizedKeysFile {folder / "user.key.pub"}
            StrictModes no
            UsePAM yes
            PidFile none

            """);
        string start = $"""
            set -e
            for name in host user; do ssh-keygen -q -t ed25519 -N '' -f {folder.Path}/$name.key; done
            /usr/sbin/sshd -D -e -f {configuration} &
            exec ssh -N -F none -i {folder / "user.key"} -p {port} -D 127.0.0.1:{forward} -o BatchMode=yes -o ConnectionAttempts=30 \
                -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null "$(id -un)@127.0.0.1"
            """;
        return new(await ServerProcess.StartAsync(folder, [port, forward], [.. Account.Of("nobody"), "/bin/sh", "-c", start]), forward);
    }
}
