using System.Net.Security;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Tls;

/// <summary>A connection under TLS.</summary>
internal sealed class TlsChannel(SslStream tls, TransportStream stream, Transport transport) : Channel
{
    /// <summary>The plaintext of a record at most (RFC 8446 section 5.1).</summary>
    private const int RecordBytes = 16 * 1024;

    public override bool PeerClosed => stream.PeerClosed;

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, TimeSpan patience)
    {
        stream.Patience = patience;
        try
        {
            return await tls.ReadAsync(buffer, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PeerQuietException)
        {
            return Quiet;
        }
    }

    /// <summary>Record by record, so that it is known how many went before one failed.</summary>
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            ReadOnlyMemory<byte> record = bytes[..Math.Min(bytes.Length, RecordBytes)];
            await tls.WriteAsync(record, CancellationToken.None).ConfigureAwait(false);
            HandedOver += record.Length;
            bytes = bytes[record.Length..];
        }
    }

    /// <summary>close_notify (RFC 8446 section 6.1), then the end of the connection.</summary>
    public override async ValueTask CloseAsync()
    {
        await tls.ShutdownAsync().ConfigureAwait(false);
        await transport.CloseAsync().ConfigureAwait(false);
    }
}
