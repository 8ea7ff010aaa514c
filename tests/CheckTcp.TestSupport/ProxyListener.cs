using System.Net;
using System.Net.Sockets;

namespace CheckTcp.TestSupport;

/// <summary>Serves every connection to a free port of 127.0.0.1, several at a time, until it is disposed, which may be done twice.</summary>
internal sealed class ProxyListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _serve;
    private readonly Task _accepting;

    public ProxyListener(Func<NetworkStream, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Hands on what each side says until one of them ends.</summary>
    public static Task JoinAsync(NetworkStream one, NetworkStream other, CancellationToken stop) =>
        Task.WhenAny(one.CopyToAsync(other, stop), other.CopyToAsync(one, stop));

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
                await _serve(client.GetStream(), _stop.Token);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
                // One side is gone, or the test is over.
            }
        }
    }
}
