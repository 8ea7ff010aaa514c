using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CheckTcp.TestSupport;

/// <summary>A small real SOCKS 5 proxy (RFC 1928) with a user and password (RFC 1929) if the test wants them. It resolves names itself, and
/// knows one that nobody else does: <c>known-to-the-proxy.invalid</c>, which is 127.0.0.1.</summary>
public sealed class TestSocksProxy : IAsyncDisposable
{
    private readonly ProxyListener _listener;
    private readonly string? _credentials;
    private readonly List<string> _asked = [];

    /// <param name="credentials"><c>user:password</c>; null for everyone.</param>
    public TestSocksProxy(string? credentials = null)
    {
        _credentials = credentials;
        _listener = new ProxyListener(ServeAsync);
    }

    public int Port => _listener.Port;

    /// <summary>What was asked for, such as <c>127.0.0.1:25</c> or <c>mail.example:25</c>.</summary>
    public IReadOnlyList<string> Asked
    {
        get
        {
            lock (_asked)
            {
                return [.. _asked];
            }
        }
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task ServeAsync(NetworkStream client, CancellationToken stop)
    {
        if (await GreetAsync(client, stop))
        {
            await PassAsync(client, stop);
        }
    }

    private async Task<bool> GreetAsync(NetworkStream stream, CancellationToken stop)
    {
        byte[] head = await ReadAsync(stream, 2, stop);
        byte[] methods = await ReadAsync(stream, head[1], stop);
        byte method = _credentials is null ? (byte)0 : (byte)2;
        if (!methods.Contains(method))
        {
            await stream.WriteAsync(new byte[] { 5, 0xFF }, stop);
            return false;
        }

        await stream.WriteAsync(new byte[] { 5, method }, stop);
        if (_credentials is null)
        {
            return true;
        }

        byte[] user = await ReadAsync(stream, (await ReadAsync(stream, 2, stop))[1], stop);
        byte[] password = await ReadAsync(stream, (await ReadAsync(stream, 1, stop))[0], stop);
        bool isRight = _credentials == $"{Encoding.UTF8.GetString(user)}:{Encoding.UTF8.GetString(password)}";
        await stream.WriteAsync(new byte[] { 1, (byte)(isRight ? 0 : 1) }, stop);
        return isRight;
    }

    private async Task PassAsync(NetworkStream client, CancellationToken stop)
    {
        byte[] request = await ReadAsync(client, 4, stop);
        string host = request[3] == 3
            ? Encoding.UTF8.GetString(await ReadAsync(client, (await ReadAsync(client, 1, stop))[0], stop))
            : new IPAddress(await ReadAsync(client, request[3] == 1 ? 4 : 16, stop)).ToString();
        byte[] port = await ReadAsync(client, 2, stop);
        int number = (port[0] << 8) | port[1];
        lock (_asked)
        {
            _asked.Add($"{host}:{number}");
        }

        using var server = new TcpClient(host.Contains(':', StringComparison.Ordinal) ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        try
        {
            await server.ConnectAsync(host == "known-to-the-proxy.invalid" ? "127.0.0.1" : host, number, stop);
        }
        catch (SocketException e)
        {
            byte reply = e.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => 5,
                SocketError.HostNotFound => 4,
                _ => 1,
            };
            await client.WriteAsync(new byte[] { 5, reply, 0, 1, 0, 0, 0, 0, 0, 0 }, stop);
            return;
        }

        await client.WriteAsync(new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 1 }, stop);
        await ProxyListener.JoinAsync(client, server.GetStream(), stop);
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, int count, CancellationToken stop)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, stop);
        return bytes;
    }
}
