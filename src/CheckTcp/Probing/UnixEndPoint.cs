using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Probing;

/// <summary>The address of a Unix socket, whose path may hold any bytes but NUL; the platform's own takes only UTF-8.</summary>
/// <param name="path">A path, or <c>@name</c> for Linux' abstract namespace, which the kernel marks with a leading NUL (unix(7)).</param>
internal sealed class UnixEndPoint(string path) : EndPoint
{
    private const int FamilyBytes = 2;

    /// <summary>The path as it was given.</summary>
    public string Path => path;

    /// <inheritdoc/>
    public override AddressFamily AddressFamily => AddressFamily.Unix;

    /// <inheritdoc/>
    public override SocketAddress Serialize()
    {
        byte[] bytes = ByteText.Encode(path);
        bool isAbstract = path[0] == '@' && OperatingSystem.IsLinux();
        if (isAbstract)
        {
            bytes[0] = 0;
        }

        // The length tells where an abstract name ends; a path ends with NUL.
        var address = new SocketAddress(AddressFamily.Unix, FamilyBytes + bytes.Length + (isAbstract ? 0 : 1));
        bytes.CopyTo(address.Buffer.Span[FamilyBytes..]);
        return address;
    }

    /// <inheritdoc/>
    public override string ToString() => path;
}
