using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CheckTcp.TestSupport;

/// <summary>A small real SOCKS 5 proxy (RFC 1928) with a user and password (RFC 1929) if the test wants them. It resolves names itself, and
/// knows one that nobody else does: <c>known-to-the-proxy.invalid</c>, which is 127.0.0.1.</summary>
public sealed class TestSocksProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string? _credentials;
    private readonly List<string> _asked = [];
    private readonly Task _accepting;

    /// <param name="credentials"><c>user:password</c>; null for everyone.</param>
    public TestSocksProxy(string? credentials = null)
    {
        _credentials = credentials;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

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

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                if (await GreetAsync(stream))
                {
                    await PassAsync(stream);
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // One side is gone, or the test is over.
            }
        }
    }

    private async Task<bool> GreetAsync(NetworkStream stream)
    {
        byte[] head = await ReadAsync(stream, 2);
        byte[] methods = await ReadAsync(stream, head[1]);
        byte method = _credentials is null ? (byte)0 : (byte)2;
        if (!methods.Contains(method))
        {
            await stream.WriteAsync(new byte[] { 5, 0xFF }, _stop.Token);
            return false;
        }

        await stream.WriteAsync(new byte[] { 5, method }, _stop.Token);
        if (_credentials is null)
        {
            return true;
        }

        byte[] user = await ReadAsync(stream, (await ReadAsync(stream, 2))[1]);
        byte[] password = await ReadAsync(stream, (await ReadAsync(stream, 1))[0]);
        bool isRight = _credentials == $"{Encoding.UTF8.GetString(user)}:{Encoding.UTF8.GetString(password)}";
        await stream.WriteAsync(new byte[] { 1, (byte)(isRight ? 0 : 1) }, _stop.Token);
        return isRight;
    }

    private async Task PassAsync(NetworkStream client)
    {
        byte[] request = await ReadAsync(client, 4);
        string host = request[3] == 3
            ? Encoding.UTF8.GetString(await ReadAsync(client, (await ReadAsync(client, 1))[0]))
            : new IPAddress(await ReadAsync(client, request[3] == 1 ? 4 : 16)).ToString();
        byte[] port = await ReadAsync(client, 2);
        int number = (port[0] << 8) | port[1];
        lock (_asked)
        {
            _asked.Add($"{host}:{number}");
        }

        using var server = new TcpClient(host.Contains(':', StringComparison.Ordinal) ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        try
        {
            await server.ConnectAsync(host == "known-to-the-proxy.invalid" ? "127.0.0.1" : host, number, _stop.Token);
        }
        catch (SocketException e)
        {
            byte reply = e.SocketErrorCode switch
            {
                SocketError.ConnectionRefused => 5,
                SocketError.HostNotFound => 4,
                _ => 1,
            };
            await client.WriteAsync(new byte[] { 5, reply, 0, 1, 0, 0, 0, 0, 0, 0 }, _stop.Token);
            return;
        }

        await client.WriteAsync(new byte[] { 5, 0, 0, 1, 127, 0, 0, 1, 0, 1 }, _stop.Token);
        await Task.WhenAny(client.CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(client, _stop.Token));
    }

    private async Task<byte[]> ReadAsync(NetworkStream stream, int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, _stop.Token);
        return bytes;
    }
}
