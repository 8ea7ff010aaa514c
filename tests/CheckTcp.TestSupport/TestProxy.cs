using System.Net.Sockets;
using System.Text;

namespace CheckTcp.TestSupport;

/// <summary>A small real proxy: CONNECT and absolute addresses, with a user and password if the test wants them.</summary>
public sealed class TestProxy : IAsyncDisposable
{
    private readonly ProxyListener _listener;
    private readonly string? _authorization;
    private readonly List<string> _asked = [];

    /// <param name="credentials"><c>user:password</c>; null for everyone.</param>
    public TestProxy(string? credentials = null)
    {
        _authorization = credentials is null ? null : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))}";
        _listener = new ProxyListener(PassAsync);
    }

    public int Port => _listener.Port;

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

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private async Task PassAsync(NetworkStream client, CancellationToken stop)
    {
        string head = await ReadHeadAsync(client, stop);
        string line = head.Split("\r\n")[0];
        if (_authorization is not null && !head.Contains(_authorization, StringComparison.Ordinal))
        {
            await client.WriteAsync("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), stop);
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
        await server.ConnectAsync(address.Host, address.Port, stop);
        if (isTunnel)
        {
            await client.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stop);
        }
        else
        {
            // One request a connection: a second one on it would go through with its absolute address.
            string asked = head.Replace(target, address.PathAndQuery, StringComparison.Ordinal)[..^2] + "Connection: close\r\n\r\n";
            await server.GetStream().WriteAsync(Encoding.ASCII.GetBytes(asked), stop);
        }

        await ProxyListener.JoinAsync(client, server.GetStream(), stop);
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken stop)
    {
        var head = new StringBuilder();
        byte[] letter = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(letter, stop);
            head.Append((char)letter[0]);
        }

        return head.ToString();
    }
}
