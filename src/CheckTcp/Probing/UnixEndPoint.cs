using System.Net.Sockets;

namespace CheckTcp.Probing;

/// <summary>The address of a Unix socket.</summary>
internal static class UnixEndPoint
{
    /// <summary>A path, or <c>@name</c> for Linux' abstract namespace, which the kernel marks with a leading NUL (unix(7)).</summary>
    public static UnixDomainSocketEndPoint Of(string path) =>
        new(path[0] == '@' && OperatingSystem.IsLinux() ? string.Concat("\0", path.AsSpan(1)) : path);
}
