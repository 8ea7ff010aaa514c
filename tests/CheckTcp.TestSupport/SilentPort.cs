using System.Net;
using System.Net.Sockets;

namespace CheckTcp.TestSupport;

/// <summary>A port of 127.0.0.1 that answers no SYN, as behind a firewall that drops: connecting hangs.</summary>
/// <remarks>Its queue of unaccepted connections is full, and Linux drops what does not fit.</remarks>
public sealed class SilentPort : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _occupant = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public SilentPort()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(backlog: 0); // room for one
        _occupant.Connect(_listener.LocalEndPoint!);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Makes room in the queue: the next SYN is answered.</summary>
    public void Answer() => _listener.Accept().Dispose();

    public void Dispose()
    {
        _occupant.Dispose();
        _listener.Dispose();
    }
}
