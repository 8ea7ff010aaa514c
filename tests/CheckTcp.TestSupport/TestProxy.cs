using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CheckTcp.TestSupport;

/// <summary>A small real proxy: CONNECT and absolute addresses, with a user and password if the test wants them.</summary>
public sealed class TestProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string? _authorization;
    private readonly List<string> _asked = [];
    private readonly Task _accepting;

    /// <param name="credentials"><c>user:password</c>; null for everyone.</param>
    public TestProxy(string? credentials = null)
    {
        _authorization = credentials is null ? null : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}";
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The first line of each request that was let through.</summary>
    public IReadOnlyList<string> Passed
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
        if (_stop.IsCancellationRequested)
        {
            return; // a test may end it before its own end
        }

        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
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
                await PassAsync(client.GetStream());
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // One side is gone, or the test is over.
            }
        }
    }

    private async Task PassAsync(NetworkStream client)
    {
        string head = await ReadHeadAsync(client);
        string line = head.Split("\r\n")[0];
        if (_authorization is not null && !head.Contains(_authorization, StringComparison.Ordinal))
        {
            await client.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
            return;
        }

        lock (_asked)
        {
            _asked.Add(line);
        }

        string target = line.Split(' ')[1];
        bool isTunnel = line.StartsWith("CONNECT ", StringComparison.Ordinal);
        var address = new Uri(isTunnel ? $"tunnel://{target}" : target);
        using var server = new TcpClient();
        await server.ConnectAsync(address.Host, address.Port, _stop.Token);
        if (isTunnel)
        {
            await client.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), _stop.Token);
        }
        else
        {
            // One request a connection: a second one on it would go through with its absolute address.
            string asked = head.Replace(target, address.PathAndQuery, StringComparison.Ordinal)[..^2] + "Connection: close\r\n\r\n";
            await server.GetStream().WriteAsync(Encoding.ASCII.GetBytes(asked), _stop.Token);
        }

        await Task.WhenAny(client.CopyToAsync(server.GetStream(), _stop.Token), server.GetStream().CopyToAsync(client, _stop.Token));
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] letter = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(letter, _stop.Token);
            head.Append((char)letter[0]);
        }

        return head.ToString();
    }
}
