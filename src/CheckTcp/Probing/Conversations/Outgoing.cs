using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Conversations;

/// <summary>The bytes that go.</summary>
internal sealed class Outgoing(TranscriptWriter? transcript)
{
    /// <summary>Where what is said is kept, or <c>null</c>.</summary>
    public TranscriptWriter? Transcript => transcript;

    /// <summary>All bytes that the system took, those of a sending that failed included.</summary>
    public long Sent { get; private set; }

    /// <inheritdoc cref="Channel.SendAsync"/>
    public async ValueTask SendAsync(Channel channel, ReadOnlyMemory<byte> bytes)
    {
        long before = channel.HandedOver;
        try
        {
            await channel.SendAsync(bytes).ConfigureAwait(false);
        }
        finally
        {
            int sent = (int)(channel.HandedOver - before);
            Sent += sent;
            transcript?.Add(Direction.Sent, bytes.Span[..sent]);
        }
    }
}
