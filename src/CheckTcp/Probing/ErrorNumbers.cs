using System.Net.Sockets;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Probing;

/// <summary>The operating system's numbers behind the platform's errors.</summary>
internal static class ErrorNumbers
{
    public static int? Of(SocketException e) => e is LinuxSocketException native ? native.Number : Of(e.SocketErrorCode);

    /// <returns><c>null</c> for an error that stands for several of the system's, such as EACCES and EPERM.</returns>
    public static int? Of(SocketError error) => error switch
    {
        SocketError.Success or SocketError.SocketError or SocketError.AccessDenied or SocketError.AddressNotAvailable
            or SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable => null,
        _ => new SocketException((int)error).NativeErrorCode,
    };
}
