using CheckTcp.Patterns;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Conversations;

/// <summary>Reads a whole answer.</summary>
internal sealed class AnswerReader(Incoming incoming, Transport transport, Deadline deadline)
{
    /// <summary>Searching one in so many of the bytes that take a millisecond is little enough for the thread that other runs wait for.</summary>
    public const int OnLoop = 8;

    /// <summary>How long to wait for more of an answer that is not decided; as long as there is time by default.</summary>
    public TimeSpan QuietAfter { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>Reads at least once, since a pattern that matches anything still asks whether the peer speaks; then until the search
    /// is decided, the peer is quiet or has closed, or enough bytes have come.</summary>
    public async ValueTask<StepOutcome> ReadAsync(AnswerSearch search)
    {
        TimeSpan patience = Timeout.InfiniteTimeSpan;
        while (true)
        {
            int count;
            try
            {
                count = await incoming.ReadAsync(patience).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (incoming.AnswerBytes > 0 && deadline.HasPassed && EndsAtDeadline(search))
            {
                return search.End(); // what has come by the deadline is the response
            }
            catch (Exception e) when (incoming.AnswerBytes > 0 && ConnectionFault.IsReset(e) && search.End() is { Cause: not null } refused)
            {
                return refused; // a server that turns a client away resets what it did not read; its words are the answer
            }

            if (count > search.MaxSegment / OnLoop)
            {
                await transport.StepAsideAsync().ConfigureAwait(false); // a large program: every slice takes its millisecond
            }

            PatternState state = count > 0 ? await FeedAsync(search).ConfigureAwait(false) : search.State;
            if (search.LeavesRest && state == PatternState.Matched)
            {
                incoming.PutBack((int)Math.Max(0, incoming.AnswerBytes - search.DecidedAt));
            }

            if (count <= 0 || incoming.IsFull || state is PatternState.Matched or PatternState.CannotMatch)
            {
                StepOutcome outcome = search.End();
                return outcome.Cause == FailureCause.Mismatch && incoming.AnswerBytes == 0 ? StepOutcome.Closed : outcome;
            }

            patience = state == PatternState.MatchesIfInputEnds ? Incoming.QuietAfter : QuietAfter;
        }
    }

    /// <summary>One that is known to end when the peer is quiet, or of which the rest is another's, is not at its end.</summary>
    private bool EndsAtDeadline(AnswerSearch search) => QuietAfter == Timeout.InfiniteTimeSpan && !search.LeavesRest;

    /// <summary>Matches slice by slice, so that the deadline holds, and others have their turn, however large the pattern's program is.</summary>
    private ValueTask<PatternState> FeedAsync(AnswerSearch search) =>
        incoming.Segment.Length > search.MaxSegment ? FeedInSlicesAsync(search) : new(search.Feed(incoming.Segment.Span));

    private async ValueTask<PatternState> FeedInSlicesAsync(AnswerSearch search)
    {
        ReadOnlyMemory<byte> segment = incoming.Segment;
        while (segment.Length > search.MaxSegment && search.State is PatternState.Open or PatternState.MatchesIfInputEnds)
        {
            search.Feed(segment.Span[..search.MaxSegment]);
            segment = segment[search.MaxSegment..];
            deadline.ThrowIfPassed();
            await transport.TakeTurnsAsync().ConfigureAwait(false);
        }

        return search.Feed(segment.Span);
    }
}
