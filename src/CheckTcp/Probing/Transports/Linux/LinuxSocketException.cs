using System.Net.Sockets;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>An error of a system call. The platform's own exception would forget the number, of which it tells several by one name.</summary>
internal sealed class LinuxSocketException(int number) : SocketException((int)Errno.ToSocketError(number))
{
    /// <summary>errno(3).</summary>
    public int Number => number;
}
