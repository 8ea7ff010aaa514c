using System.Net.Security;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Tls;

/// <summary>A connection under TLS.</summary>
internal sealed class TlsChannel(SslStream tls, TransportStream stream, Transport transport) : Channel
{
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

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes) =>
        await tls.WriteAsync(bytes, CancellationToken.None).ConfigureAwait(false);

    /// <summary>close_notify (RFC 8446 section 6.1), then the end of the connection.</summary>
    public override async ValueTask CloseAsync()
    {
        await tls.ShutdownAsync().ConfigureAwait(false);
        await transport.CloseAsync().ConfigureAwait(false);
    }
}
