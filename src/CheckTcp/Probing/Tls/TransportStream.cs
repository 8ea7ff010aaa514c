using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Tls;

/// <summary>The transport as the stream that the platform's TLS reads and writes.</summary>
internal sealed class TransportStream(Transport transport) : Stream
{
    private readonly PlainRecords _records = new();

    /// <summary>How long the next read waits before it gives up with a <see cref="PeerQuietException"/>.</summary>
    public TimeSpan Patience { get; set; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>The alert by which the peer has ended the handshake, as far as it stood in the clear.</summary>
    public int? Alert => _records.Alert;

    /// <summary>Whether the peer has closed the connection underneath TLS.</summary>
    public bool PeerClosed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0; // a read ahead of the data, which the transport would take for the end
        }

        int received = await transport.ReceiveAsync(buffer, Patience).ConfigureAwait(false);
        if (received == Channel.Quiet)
        {
            throw new PeerQuietException();
        }

        PeerClosed |= received == 0;
        _records.Follow(buffer.Span[..received]);
        return received;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        transport.SendAsync(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Nothing came within the patience given. An <see cref="IOException"/>, for SslStream lets only those pass as they are.</summary>
internal sealed class PeerQuietException : IOException;
