using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A VNC server that shows a black picture, for which it needs no display.</summary>
internal static class X11Vnc
{
    public static async Task<RunningServer> StartAsync()
    {
        TemporaryFolder folder = new();
        int port = FreePort.Next();
        return new(
            await ServerProcess.StartAsync(
                folder, [port], "/usr/bin/x11vnc", "-rawfb", "map:/dev/zero@64x64x16", "-localhost", "-noipv6", "-rfbport", $"{port}", "-forever", "-shared",
                "-nopw", "-quiet", "-nocmds"),
            port);
    }
}
