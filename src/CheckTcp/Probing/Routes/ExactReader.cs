using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Routes;

/// <summary>Reads as many bytes as are asked for and none more: what comes after a proxy's answer is for the dialogue.</summary>
internal sealed class ExactReader(Channel channel)
{
    /// <summary>Whether the peer closed before it had sent them.</summary>
    public bool PeerClosed { get; private set; }

    /// <summary>Whether anything has come.</summary>
    public bool HasHeard { get; private set; }

    /// <exception cref="EndOfStreamException">The peer closed.</exception>
    public async ValueTask FillAsync(Memory<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int received = await channel.ReceiveAsync(buffer, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            if (received == 0)
            {
                PeerClosed = true;
                throw new EndOfStreamException();
            }

            HasHeard = true;
            buffer = buffer[received..];
        }
    }
}
