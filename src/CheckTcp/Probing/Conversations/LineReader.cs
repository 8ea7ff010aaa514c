using System.Buffers;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Conversations;

/// <summary>Reads line by line.</summary>
internal sealed class LineReader(Incoming incoming, Transport transport, Deadline deadline)
{
    /// <summary>A longer line can be matched, but nothing can be captured of it.</summary>
    private const int KeptLineBytes = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _line = new();

    /// <summary>Whether the line that is looked for is kept, for what is captured of it.</summary>
    public bool KeepsLine { get; init; }

    /// <summary>The line that was found, without its end; <c>null</c> if it is not kept.</summary>
    public ReadOnlyMemory<byte>? Line { get; private set; }

    /// <summary>Reads until a line decides the search, the peer closes, or enough bytes have come. A line without an end is judged when
    /// the peer is quiet and it would do.</summary>
    public async ValueTask<StepOutcome> ReadAsync(LineSearch search)
    {
        TimeSpan patience = Timeout.InfiniteTimeSpan;
        while (true)
        {
            int count;
            try
            {
                count = await incoming.ReadAsync(patience).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (search.IsDecidedIfLineEnds && deadline.HasPassed)
            {
                count = Channel.Quiet; // the time to hear whether more comes was cut short
            }

            if (count > search.MaxSegment / AnswerReader.OnLoop)
            {
                await transport.StepAsideAsync().ConfigureAwait(false);
            }

            if (count > 0 && await FeedAsync(search).ConfigureAwait(false) is { } decided)
            {
                return decided;
            }

            if (count <= 0 || incoming.IsFull)
            {
                return (search.HasBegun ? EndLine(search) : null) ?? (incoming.AnswerBytes == 0 ? StepOutcome.Closed : StepOutcome.Mismatch);
            }

            patience = search.IsDecidedIfLineEnds ? Incoming.QuietAfter : Timeout.InfiniteTimeSpan;
        }
    }

    private async ValueTask<StepOutcome?> FeedAsync(LineSearch search)
    {
        ReadOnlyMemory<byte> rest = incoming.Segment;
        while (!rest.IsEmpty)
        {
            int searched = search.Feed(rest.Span[..Math.Min(rest.Length, search.MaxSegment)], out bool lineEnded);
            Keep(rest.Span[..searched]);
            rest = rest[searched..];
            if (lineEnded && EndLine(search) is { } outcome)
            {
                incoming.PutBack(rest.Length);
                return outcome;
            }

            deadline.ThrowIfPassed();
            await transport.TakeTurnsAsync().ConfigureAwait(false);
        }

        return null;
    }

    private StepOutcome? EndLine(LineSearch search)
    {
        StepOutcome? outcome = search.EndLine();
        if (KeepsLine && outcome is { Cause: null })
        {
            if (_line.WrittenCount > KeptLineBytes)
            {
                return StepOutcome.TooLong($"the line is longer than the {KeptLineBytes} bytes of which values are captured");
            }

            ReadOnlySpan<byte> line = _line.WrittenSpan;
            line = line.EndsWith("\n"u8) ? line[..^1] : line;
            Line = (line.EndsWith("\r"u8) ? line[..^1] : line).ToArray();
        }

        _line.ResetWrittenCount();
        return outcome;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (KeepsLine && _line.WrittenCount <= KeptLineBytes)
        {
            _line.Write(bytes);
        }
    }
}
