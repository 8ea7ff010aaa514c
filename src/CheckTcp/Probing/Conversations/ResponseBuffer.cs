using System.Buffers;

namespace CheckTcp.Probing.Conversations;

/// <summary>The response as far as it is kept, and the room that the next bytes are read into. However much a peer sends, the memory
/// stays bounded; while it sends nothing yet, it is small.</summary>
internal sealed class ResponseBuffer(int keptAtMost) : IDisposable
{
    /// <summary>A greeting fits.</summary>
    private const int FirstBytes = 256;
    private const int DroppedSegmentBytes = 8 * 1024;

    private byte[] _kept = new byte[Math.Min(FirstBytes, keptAtMost)];
    private int _length;
    private int _lastLength;
    private bool _lastIsKept;
    private byte[]? _dropped;

    /// <summary>All bytes that came, those not kept included.</summary>
    public long Received { get; private set; }

    public ReadOnlyMemory<byte> Kept => _kept.AsMemory(0, _length);

    /// <summary>The bytes that were taken last, as long as nothing else is read.</summary>
    public ReadOnlyMemory<byte> Last => _lastIsKept ? _kept.AsMemory(_length - _lastLength, _lastLength) : _dropped.AsMemory(0, _lastLength);

    /// <returns>Room for the next bytes: where they are kept, or where they are read once and forgotten.</returns>
    public Memory<byte> MakeRoom()
    {
        if (_length == keptAtMost)
        {
            return _dropped ??= ArrayPool<byte>.Shared.Rent(DroppedSegmentBytes);
        }

        if (_length > _kept.Length / 2)
        {
            Array.Resize(ref _kept, Math.Min(keptAtMost, 4 * _kept.Length));
        }

        return _kept.AsMemory(_length);
    }

    /// <summary>Takes note of the bytes that were read into the room that was made last.</summary>
    public void Take(int count)
    {
        Received += count;
        _lastLength = count;
        _lastIsKept = _length < keptAtMost;
        if (_lastIsKept)
        {
            _length += count;
        }
    }

    /// <summary>Forgets the end of what was taken last.</summary>
    public void GiveBack(int count)
    {
        Received -= count;
        _lastLength -= count;
        if (_lastIsKept)
        {
            _length -= count;
        }
    }

    /// <summary>Forgets everything, for the next answer.</summary>
    public void Restart()
    {
        Received = 0;
        _length = 0;
        _lastLength = 0;
    }

    public void Dispose()
    {
        if (_dropped is not null)
        {
            ArrayPool<byte>.Shared.Return(_dropped);
            _dropped = null;
        }
    }
}
