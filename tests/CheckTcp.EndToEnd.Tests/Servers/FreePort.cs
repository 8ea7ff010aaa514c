using System.Net;
using System.Net.Sockets;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>Ports for servers that have to be told theirs.</summary>
/// <remarks>
/// From below the range of ephemeral ports: one that is free there stays so until the server binds it, whatever clients
/// connect meanwhile.
/// </remarks>
internal static class FreePort
{
    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        lock (Given)
        {
            int port;
            do
            {
                port = Random.Shared.Next(10_000, 30_000);
            }
            while (!IsFree(port) || !Given.Add(port));

            return port;
        }
    }

    private static bool IsFree(int port)
    {
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
