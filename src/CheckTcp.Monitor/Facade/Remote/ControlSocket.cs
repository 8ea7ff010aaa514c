using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.Monitor.Facade.Remote;

/// <summary>The file of the control socket.</summary>
internal static class ControlSocket
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>Binds a socket to the path. The file has its final mode, for owner and group, from its first moment on, whatever the umask.</summary>
    /// <exception cref="IOException">It cannot be bound.</exception>
    public static Socket Bind(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                // Linux gives the file the mode that the socket has when it is bound, less the umask. What the umask took is added after that.
                using var unbound = new SafeFileHandle(socket.Handle, ownsHandle: false);
                File.SetUnixFileMode(unbound, Mode);
                socket.Bind(new UnixDomainSocketEndPoint(path));
                File.SetUnixFileMode(path, Mode);
            }

            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
