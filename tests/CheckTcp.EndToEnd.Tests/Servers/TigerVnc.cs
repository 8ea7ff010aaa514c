using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A VNC server that counts the connections of a host until one logs in, and blocks the host after five.</summary>
internal static class TigerVnc
{
    // Root alone may leave out the lock file of its display, which would stay in /tmp.
    private static readonly string[] Lock = Environment.IsPrivilegedProcess ? ["-nolock"] : [];

    public static async Task<RunningServer> StartAsync(params string[] more)
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        string password = folder.Write("password", "8 bytes.");
        return new(
            await ServerProcess.StartAsync(
                folder, [port], ["/usr/bin/Xtigervnc", $":{port}", "-rfbport", $"{port}", "-localhost", "-SecurityTypes", "VncAuth", "-PasswordFile", password,
                    "-geometry", "64x64", "-nolisten", "tcp", "-nolisten", "unix", .. Lock, .. more]),
            port);
    }
}
