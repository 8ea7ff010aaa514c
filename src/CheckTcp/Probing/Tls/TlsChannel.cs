using System.Net.Security;
using System.Net.Sockets;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Tls;

/// <summary>A connection under TLS.</summary>
internal sealed class TlsChannel(SslStream tls, TransportStream stream, Transport transport) : Channel
{
    /// <summary>The plaintext of a record at most (RFC 8446 section 5.1).</summary>
    private const int RecordBytes = 16 * 1024;

    /// <summary>How long more of what the peer said last is waited for once there is nothing to be said to it any more.</summary>
    private static readonly TimeSpan LastWordPatience = TimeSpan.FromMilliseconds(50);

    private const int LastWordBytes = 4096;

    public override bool PeerClosed => stream.PeerClosed;

    /// <summary>Whether the peer has said anything under TLS.</summary>
    public bool HasHeard { get; private set; }

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, TimeSpan patience)
    {
        stream.Patience = patience;
        try
        {
            int received = await tls.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
            HasHeard |= received > 0;
            await transport.TakeTurnsAsync().ConfigureAwait(false); // what was read may have come long ago, in records of one byte
            return received;
        }
        catch (PeerQuietException)
        {
            return Quiet;
        }
    }

    /// <summary>Record by record, so that it is known how many went before one failed.</summary>
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                ReadOnlyMemory<byte> record = bytes[..Math.Min(bytes.Length, RecordBytes)];
                await tls.WriteAsync(record, CancellationToken.None).ConfigureAwait(false);
                HandedOver += record.Length;
                bytes = bytes[record.Length..];
            }
        }
        catch (IOException e) when (e.GetBaseException() is SocketException)
        {
            await HearLastWordAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>close_notify (RFC 8446 section 6.1), then the end of the connection.</summary>
    public override async ValueTask CloseAsync()
    {
        await tls.ShutdownAsync().ConfigureAwait(false);
        await transport.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>A peer that refuses sends an alert and closes, so that what is sent to it later finds no connection any more: the alert,
    /// which comes out of the read as an exception, says why.</summary>
    private async ValueTask HearLastWordAsync()
    {
        byte[] unread = new byte[LastWordBytes];
        while (await ReceiveAsync(unread, LastWordPatience).ConfigureAwait(false) > 0)
        {
        }
    }
}
