using System.Net;
using System.Net.Sockets;

namespace CheckTcp.TestSupport;

/// <summary>A port that refuses connections, held so that nobody else can open it meanwhile.</summary>
public sealed class ClosedPort : IDisposable
{
    private readonly Socket _bound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public ClosedPort() => _bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Port => ((IPEndPoint)_bound.LocalEndPoint!).Port;

    public void Dispose() => _bound.Dispose();
}
