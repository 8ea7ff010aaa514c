using System.Net;
using System.Net.Sockets;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary>A banner server that the test turns on and off; its port stays its own all the while, so that nobody else answers there.</summary>
internal sealed class SwitchedServer : IAsyncDisposable
{
    private readonly Socket _reserved = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private CancellationTokenSource? _stop;
    private Task _serving = Task.CompletedTask;

    public SwitchedServer(bool on = true)
    {
        _reserved.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _reserved.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (on)
        {
            TurnOn();
        }
    }

    public int Port => ((IPEndPoint)_reserved.LocalEndPoint!).Port;

    /// <summary>How long it keeps a client waiting for its banner.</summary>
    public TimeSpan Delay { get; set; }

    public void TurnOn()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(_reserved.LocalEndPoint!);
        listener.Listen();
        _stop = new CancellationTokenSource();
        _serving = ServeAsync(listener, _stop.Token);
    }

    /// <summary>Whoever connects from now on is refused.</summary>
    public async Task TurnOffAsync()
    {
        if (_stop is not null)
        {
            await _stop.CancelAsync();
            await _serving;
            _stop.Dispose();
            _stop = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await TurnOffAsync();
        _reserved.Dispose();
    }

    private async Task ServeAsync(Socket listener, CancellationToken stop)
    {
        using (listener)
        {
            try
            {
                while (true)
                {
                    _ = GreetAsync(await listener.AcceptAsync(stop), stop);
                }
            }
            catch (OperationCanceledException)
            {
                // Turned off.
            }
        }
    }

    private async Task GreetAsync(Socket client, CancellationToken stop)
    {
        using (client)
        {
            try
            {
                await Task.Delay(Delay, TimeProvider.System, stop);
                await client.SendAsync("220 ready\r\n"u8.ToArray(), stop);
                byte[] rest = new byte[256];
                while (await client.ReceiveAsync(rest, stop) > 0)
                {
                    // What it says does not matter.
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // It went away, or the server was turned off.
            }
        }
    }
}
