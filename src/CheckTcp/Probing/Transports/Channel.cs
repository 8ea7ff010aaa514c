namespace CheckTcp.Probing.Transports;

/// <summary>A connection as the dialogue sees it, with or without TLS.</summary>
internal abstract class Channel
{
    /// <summary>What <see cref="ReceiveAsync"/> returns when nothing came within the patience given.</summary>
    public const int Quiet = -1;

    /// <summary>Whether the peer ended the connection underneath the channel, where the channel itself cannot tell.</summary>
    public virtual bool PeerClosed => false;

    /// <summary>How many of the bytes that were to be sent the system has taken, also in a sending that failed; under TLS, of those
    /// inside.</summary>
    public long HandedOver { get; protected set; }

    /// <summary>Reads what has come, or waits for it.</summary>
    /// <returns>The number of bytes; 0 when the peer has closed; <see cref="Quiet"/> when nothing came within
    /// <paramref name="patience"/>.</returns>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The deadline has passed.</exception>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer, TimeSpan patience);

    /// <summary>Sends all of it.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">The deadline has passed.</exception>
    public abstract ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Says that nothing more will be sent, and drops what has come and was not read, so that the peer sees an orderly end
    /// rather than a reset.</summary>
    public abstract ValueTask CloseAsync();
}
