using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Conversations;

/// <summary>The bytes that come, as the steps read them: what one step leaves is the first that the next one reads.</summary>
internal sealed class Incoming(Channel channel, Limits limits, Deadline deadline, TranscriptWriter? transcript) : IDisposable
{
    /// <summary>When an answer would do if it ended here and nothing more comes for this long, it has ended.</summary>
    public static readonly TimeSpan QuietAfter = TimeSpan.FromMilliseconds(50);

    private readonly ResponseBuffer _answer =
        new((int)Math.Min(limits.MaxBytes ?? Limits.KeptResponseBytes, Limits.KeptResponseBytes));

    private readonly TimeSpan _start = deadline.Elapsed;
    private ReadOnlyMemory<byte> _left;

    /// <summary>Where they come from: another one once TLS has been started.</summary>
    public Channel Channel { get; set; } = channel;

    /// <summary>From the start of the conversation to the first byte that came.</summary>
    public TimeSpan? FirstByte { get; private set; }

    /// <summary>Time in which the peer was only listened to in case that it had more to say.</summary>
    public TimeSpan Listened { get; private set; }

    /// <summary>All bytes that came, those not kept included.</summary>
    public long Received { get; private set; }

    /// <summary>The answer that is being read, or was read last, as far as it is kept.</summary>
    public ReadOnlyMemory<byte> Answer => _answer.Kept;

    /// <summary>Bytes of that answer, those not kept included.</summary>
    public long AnswerBytes => _answer.Received;

    /// <summary>Whether as much of the answer has come as the check wants to read.</summary>
    public bool IsFull => _answer.Received == MaxBytes;

    /// <summary>Whether answers are as long as they are, whatever the check wants to read.</summary>
    public bool IsUnlimited { get; set; }

    /// <summary>What <see cref="ReadAsync"/> read last.</summary>
    public ReadOnlyMemory<byte> Segment => _answer.Last;

    /// <summary>Bytes that have come and that no step has read yet.</summary>
    public int Unread => _left.Length;

    /// <summary>The next answer begins.</summary>
    public void BeginAnswer() => _answer.Restart();

    /// <summary>Reads the next bytes: those that were left, or those that come.</summary>
    /// <returns>Their number; 0 when the peer has closed; <see cref="Channel.Quiet"/> when nothing came within
    /// <paramref name="patience"/>.</returns>
    public async ValueTask<int> ReadAsync(TimeSpan patience)
    {
        Memory<byte> room = Room();
        int count;
        if (_left.IsEmpty)
        {
            count = await ReceiveAsync(room, patience).ConfigureAwait(false);
        }
        else
        {
            count = Math.Min(_left.Length, room.Length);
            _left[..count].CopyTo(room);
            _left = _left[count..];
        }

        if (count > 0)
        {
            _answer.Take(count);
        }

        return count;
    }

    /// <summary>Leaves the end of what was read last to the next step.</summary>
    public void PutBack(int count)
    {
        if (count > 0)
        {
            // A copy, for the room is used again; a peer that pipelines answers is rare.
            byte[] left = [.. Segment.Span[^count..], .. _left.Span];
            _left = left;
            _answer.GiveBack(count);
        }
    }

    public void Dispose() => _answer.Dispose();

    private async ValueTask<int> ReceiveAsync(Memory<byte> room, TimeSpan patience)
    {
        TimeSpan before = deadline.Elapsed;
        int count = 0;
        try
        {
            count = await Channel.ReceiveAsync(room, patience).ConfigureAwait(false);
        }
        finally
        {
            // Whatever ended the wait: silence, the peer, the deadline.
            Listened += count <= 0 && patience != Timeout.InfiniteTimeSpan ? deadline.Elapsed - before : TimeSpan.Zero;
        }

        if (count > 0)
        {
            FirstByte ??= deadline.Elapsed - _start;
            Received += count;
            transcript?.Add(Direction.Received, room.Span[..count]);
        }

        return count;
    }

    private long? MaxBytes => IsUnlimited ? null : limits.MaxBytes;

    private Memory<byte> Room()
    {
        long wanted = (MaxBytes ?? long.MaxValue) - _answer.Received;
        Memory<byte> room = _answer.MakeRoom();
        return room[..(int)Math.Min(wanted, room.Length)];
    }
}
