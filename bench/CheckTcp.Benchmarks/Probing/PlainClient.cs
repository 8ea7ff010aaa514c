using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Benchmarks.Probing;

/// <summary>The dialogue of the check, written out with .NET's socket and nothing else: no deadline, no timings, no pattern.</summary>
internal sealed class PlainClient(int port)
{
    private static readonly byte[] Quit = "QUIT\r\n"u8.ToArray();

    private readonly IPEndPoint _server = new(IPAddress.Loopback, port);
    private readonly byte[] _response = new byte[4096];

    public bool Run()
    {
        using Socket socket = Open();
        socket.Connect(_server);
        int received = 0;
        while (received < 3)
        {
            int count = socket.Receive(_response.AsSpan(received));
            if (count == 0)
            {
                return false;
            }

            received += count;
        }

        bool matches = _response.AsSpan(0, received).StartsWith("220"u8);
        socket.Send(Quit);
        socket.Shutdown(SocketShutdown.Send);
        return matches;
    }

    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        using Socket socket = Open();
        await socket.ConnectAsync(_server, cancellation);
        int received = 0;
        while (received < 3)
        {
            int count = await socket.ReceiveAsync(_response.AsMemory(received), cancellation);
            if (count == 0)
            {
                return false;
            }

            received += count;
        }

        bool matches = _response.AsSpan(0, received).StartsWith("220"u8);
        await socket.SendAsync(Quit, cancellation);
        socket.Shutdown(SocketShutdown.Send);
        return matches;
    }

    private static Socket Open() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
}
