using System.Buffers;

namespace CheckTcp.Probing;

/// <summary>The response as far as it is kept, and the room that the next bytes are read into. However much a peer sends, the memory
/// stays bounded.</summary>
internal sealed class ResponseBuffer(int keptAtMost) : IDisposable
{
    private const int SegmentBytes = 8 * 1024;

    private readonly byte[] _segment = ArrayPool<byte>.Shared.Rent(SegmentBytes);
    private byte[] _kept = [];
    private int _length;

    /// <summary>All bytes that came, those not kept included.</summary>
    public long Received { get; private set; }

    /// <summary>Room for the next segment.</summary>
    public Memory<byte> Segment => _segment;

    /// <summary>Takes note of the first <paramref name="count"/> bytes of <see cref="Segment"/>.</summary>
    public void Take(int count)
    {
        Received += count;
        int kept = Math.Min(count, keptAtMost - _length);
        if (kept <= 0)
        {
            return;
        }

        if (_kept.Length < _length + kept)
        {
            Array.Resize(ref _kept, Math.Min(keptAtMost, Math.Max(_length + kept, 2 * _kept.Length)));
        }

        _segment.AsSpan(0, kept).CopyTo(_kept.AsSpan(_length));
        _length += kept;
    }

    public ReadOnlyMemory<byte> Kept => _kept.AsMemory(0, _length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_segment);
}
