using System.Net.Security;
using System.Text;

namespace CheckTcp.TestSupport;

/// <summary>One connection as the server's script plays it. Text is UTF-8; every wait ends when the server is disposed.</summary>
public sealed class ScriptedPeer
{
    private readonly PeerConnection _connection;
    private int _consumed;

    internal ScriptedPeer(PeerConnection connection) => _connection = connection;

    /// <summary>All that the client has sent so far: as text, under TLS what was inside.</summary>
    public string Received => _connection.Received.ToString();

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => _connection.WriteAsync(bytes);

    /// <summary>Sends each part only when the client has read the one before, so that no two arrive together.</summary>
    public async Task SendApartAsync(params IEnumerable<string> parts)
    {
        foreach (string part in parts)
        {
            await SendAsync(part);
            await UntilReadAsync();
        }
    }

    /// <summary>Sends ASCII text one byte at a time, each when the one before was read and the gap is over.</summary>
    public async Task DripAsync(string text, TimeSpan gap = default)
    {
        foreach (char letter in text)
        {
            await SendApartAsync(letter.ToString());
            await Task.Delay(gap, _connection.Stopped);
        }
    }

    /// <summary>Sends the text again and again until the client ends the connection.</summary>
    public async Task FloodAsync(string text)
    {
        byte[] block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 1 + (16 * 1024 / text.Length))));
        while (true)
        {
            await SendAsync(block);
        }
    }

    /// <summary>Waits until the client's program has read all that was sent.</summary>
    public Task UntilReadAsync() => UnreadBytes.WaitUntilNoneAsync(_connection.Socket, _connection.Stopped);

    /// <returns>The next line, with its line feed.</returns>
    public Task<string> ReceiveLineAsync() => ReceiveThroughAsync("\n");

    /// <returns>What comes next, up to and including <paramref name="last"/>.</returns>
    /// <exception cref="EndOfStreamException">The client closed before; the server takes that for "client went away".</exception>
    public async Task<string> ReceiveThroughAsync(string last)
    {
        while (true)
        {
            string unread = Encoding.UTF8.GetString(_connection.Received.ToArray().AsSpan(_consumed));
            int end = unread.IndexOf(last, StringComparison.Ordinal) + last.Length;
            if (end >= last.Length)
            {
                _consumed += Encoding.UTF8.GetByteCount(unread.AsSpan(0, end));
                return unread[..end];
            }

            if (!await _connection.ReadMoreAsync())
            {
                throw new EndOfStreamException($"The client closed before it sent {last.ReplaceLineEndings("\\n")}.");
            }
        }
    }

    /// <returns>The next bytes, as many as asked for; nothing beyond them is read.</returns>
    /// <exception cref="EndOfStreamException">The client closed before.</exception>
    public async Task<byte[]> ReceiveBytesAsync(int count)
    {
        _consumed += count;
        while (_connection.Received.ToArray() is var received)
        {
            if (received.Length >= _consumed)
            {
                return received[(_consumed - count).._consumed];
            }

            if (!await _connection.ReadMoreAsync(_consumed - received.Length))
            {
                break;
            }
        }

        throw new EndOfStreamException($"The client closed before it sent {count} bytes.");
    }

    /// <summary>Says nothing more, but reads on until the client ends the connection.</summary>
    public Task StallAsync() => _connection.ReadToEndAsync();

    /// <summary>Says nothing more and does not even read, so that the client's sending comes to a halt.</summary>
    public Task FreezeAsync() => Task.Delay(Timeout.InfiniteTimeSpan, _connection.Stopped);

    /// <summary>Goes on in TLS, as after STARTTLS.</summary>
    public Task StartTlsAsync(ServerCertificate certificate) => StartTlsAsync(certificate.ToServerOptions());

    public Task StartTlsAsync(SslServerAuthenticationOptions options) => _connection.StartTlsAsync(options);

    /// <summary>Ends the server's side in order and leaves the client's open; the end of a script does the same.</summary>
    public Task FinishAsync() => _connection.FinishAsync();

    /// <summary>Ends the server's side with a bare FIN: under TLS without the close_notify that tells it from a cut.</summary>
    public void Truncate() => _connection.Truncate();

    /// <summary>Aborts the connection with RST.</summary>
    public void Reset() => _connection.Reset();
}
