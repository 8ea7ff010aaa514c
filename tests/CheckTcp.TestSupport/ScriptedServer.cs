using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CheckTcp.TestSupport;

/// <summary>A real server that plays a script to everyone who connects, and records what it is told.</summary>
/// <remarks>
/// When the script ends, the server's side is closed and the client's is read to its end. What a script throws comes out
/// of <see cref="DisposeAsync"/>, unless it is that the client went away. Waits are bounded, so that no test hangs.
/// </remarks>
/// <example><code>
/// await using var server = ScriptedServer.Start(async peer =>
/// {
///     await peer.SendAsync("220 ready\r\n");
///     await peer.ReceiveLineAsync();
/// });
/// </code></example>
public sealed class ScriptedServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _listener;
    private readonly Func<ScriptedPeer, Task> _script;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PlayedConnection> _connections = [];
    private readonly TaskCompletionSource<PlayedConnection> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _accepting;

    private ScriptedServer(Socket listener, Func<ScriptedPeer, Task> script)
    {
        _script = script;
        _listener = listener;
        EndPoint = _listener.LocalEndPoint!;
        _accepting = AcceptAsync();
    }

    public EndPoint EndPoint { get; }

    public int Port => ((IPEndPoint)EndPoint).Port;

    /// <summary>How many connections were accepted so far.</summary>
    public int Connections
    {
        get
        {
            lock (_connections)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>All that the first client has sent so far; complete once <see cref="ConnectionEnded"/> is.</summary>
    public string Received => Encoding.UTF8.GetString(ReceivedBytes);

    /// <inheritdoc cref="Received"/>
    public byte[] ReceivedBytes => _first.Task.IsCompletedSuccessfully ? _first.Task.Result.Received.ToArray() : [];

    /// <summary>The first client has connected.</summary>
    public Task ConnectionAccepted => _first.Task.WaitAsync(Patience);

    /// <summary>How the first connection ended.</summary>
    public Task<ConnectionEnd> ConnectionEnded => FirstAsync(connection => connection.Ended);

    /// <summary>A server on a free port of 127.0.0.1.</summary>
    public static ScriptedServer Start(Func<ScriptedPeer, Task> script) => Start(new IPEndPoint(IPAddress.Loopback, 0), script);

    /// <summary>A server on the address, with port 0 for a free one, or on a <see cref="UnixDomainSocketEndPoint"/>.</summary>
    public static ScriptedServer Start(EndPoint endPoint, Func<ScriptedPeer, Task> script)
    {
        var listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(endPoint);
        listener.Listen();
        return new ScriptedServer(listener, script);
    }

    /// <summary>A server on a socket that listens, of another network.</summary>
    public static ScriptedServer Start(Socket listener, Func<ScriptedPeer, Task> script) => new(listener, script);

    /// <summary>A server on a free port of 127.0.0.1 that speaks TLS from the start.</summary>
    public static ScriptedServer StartTls(ServerCertificate certificate, Func<ScriptedPeer, Task> script) => Start(async peer =>
    {
        await peer.StartTlsAsync(certificate);
        await script(peer);
    });

    /// <summary>Waits until the first client has sent the text, which it may have done already.</summary>
    public Task UntilReceivedAsync(string text) => FirstAsync(async connection =>
    {
        await connection.Received.WaitFor(Encoding.UTF8.GetBytes(text));
        return text;
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections.Select(connection => connection.Played));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (await NextAsync() is { } socket)
        {
            if (socket.AddressFamily != AddressFamily.Unix)
            {
                socket.NoDelay = true;
            }

            lock (_connections)
            {
                _connections.Add(new PlayedConnection(socket, _script, _stop.Token));
                _first.TrySetResult(_connections[0]);
            }
        }
    }

    private async Task<Socket?> NextAsync()
    {
        try
        {
            return await _listener.AcceptAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<T> FirstAsync<T>(Func<PlayedConnection, Task<T>> wait) =>
        await wait(await _first.Task.WaitAsync(Patience)).WaitAsync(Patience);
}
