using System.Net.Security;
using System.Net.Sockets;

namespace CheckTcp.TestSupport;

/// <summary>The server's end of one connection: bytes in and out, plain or by TLS, and how the client left it.</summary>
internal sealed class PeerConnection(Socket socket, Recording received, CancellationToken stopped) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Stream _stream = new NetworkStream(socket);
    private bool _finished;
    private bool _reset;

    public Recording Received => received;

    public Socket Socket => socket;

    public CancellationToken Stopped => stopped;

    /// <summary>Whether this side has ended it without asking the client.</summary>
    public bool IsCut => _reset || stopped.IsCancellationRequested;

    private bool InFailedHandshake => _stream is SslStream { IsAuthenticated: false };

    public async Task StartTlsAsync(SslServerAuthenticationOptions options)
    {
        SslStream tls = new(_stream);
        _stream = tls;
        await tls.AuthenticateAsServerAsync(options, stopped);
    }

    public Task WriteAsync(ReadOnlyMemory<byte> bytes) => _stream.WriteAsync(bytes, stopped).AsTask();

    /// <param name="atMost">What follows is left on the connection, as for a handshake that comes unasked.</param>
    /// <returns>False when the client has sent its last byte.</returns>
    public async Task<bool> ReadMoreAsync(int atMost = int.MaxValue)
    {
        int count = await _stream.ReadAsync(_buffer.AsMemory(0, Math.Min(atMost, _buffer.Length)), stopped);
        received.Add(_buffer.AsSpan(0, count));
        return count > 0;
    }

    /// <summary>Ends the server's side: close_notify under TLS, then FIN. The client may go on sending.</summary>
    public async Task FinishAsync()
    {
        if (!_finished && _stream is SslStream { IsAuthenticated: true } tls)
        {
            await tls.ShutdownAsync();
        }

        Truncate();
    }

    /// <summary>Ends the server's side with FIN alone.</summary>
    public void Truncate()
    {
        if (!_finished)
        {
            _finished = true;
            socket.Shutdown(SocketShutdown.Send);
        }
    }

    public void Reset()
    {
        _reset = true;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    /// <summary>Reads on until the client has ended the connection.</summary>
    public async Task ReadToEndAsync()
    {
        while (!InFailedHandshake && await ReadMoreAsync())
        {
        }

        // After close_notify, or a handshake that failed, the end of the connection itself is still to come.
        while (await socket.ReceiveAsync(_buffer, stopped) > 0)
        {
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        socket.Dispose();
    }
}
