using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Benchmarks.Probing;

/// <summary>Greets one client after the other on a thread of its own, and waits until each has said goodbye.</summary>
internal sealed class BannerServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Thread _thread;

    public BannerServer()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _thread = new Thread(Serve) { IsBackground = true };
        _thread.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public void Dispose()
    {
        _listener.Dispose();
        _thread.Join();
    }

    private void Serve()
    {
        byte[] goodbye = new byte[256];
        while (true)
        {
            try
            {
                using Socket client = _listener.Accept();
                client.Send("220 mail.example.com ESMTP Postfix (Debian/GNU)\r\n"u8);
                while (client.Receive(goodbye) > 0)
                {
                    // Until the client's FIN.
                }

                // A reset in answer to it spares the client's port its minute of TIME_WAIT: thousands of checks a second would use up all.
                client.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted)
            {
                return; // disposed while it waited
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
