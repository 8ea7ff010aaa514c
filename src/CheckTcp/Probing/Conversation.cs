using System.Collections.Immutable;
using CheckTcp.Checks;
using CheckTcp.Dialogue;
using CheckTcp.Patterns;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing;

/// <summary>Speaks the steps of a check over a connection.</summary>
internal sealed class Conversation(Channel channel, Transport transport, Limits limits, Deadline deadline) : IDisposable
{
    /// <summary>When a response would match if it ended here and nothing more comes for this long, it has ended.</summary>
    public static readonly TimeSpan QuietAfter = TimeSpan.FromMilliseconds(50);

    private readonly ResponseBuffer _response =
        new((int)Math.Min(limits.MaxBytes ?? Limits.KeptResponseBytes, Limits.KeptResponseBytes));

    private readonly TimeSpan _start = deadline.Elapsed;

    /// <summary>The step at which the conversation stands.</summary>
    public Phase Phase { get; private set; } = Phase.Send;

    /// <summary>That step's number from 1; 0 before the first.</summary>
    public int StepNumber { get; private set; }

    /// <summary>From the start of the conversation to the first byte that came.</summary>
    public TimeSpan? FirstByte { get; private set; }

    /// <summary>Time in which the peer was only listened to in case that it had more to say.</summary>
    public TimeSpan Listened { get; private set; }

    public long BytesSent { get; private set; }

    public long BytesReceived => _response.Received;

    public ReadOnlyMemory<byte> Response => _response.Kept;

    /// <returns><c>false</c> when the response does not match.</returns>
    public async ValueTask<bool> RunAsync(ImmutableArray<Step> steps)
    {
        foreach (Step step in steps)
        {
            StepNumber++;
            switch (step)
            {
                case SendStep send:
                    await SendAsync(Phase.Send, send.Bytes).ConfigureAwait(false);
                    break;
                case WaitStep wait:
                    await transport.WaitAsync(wait.Duration).ConfigureAwait(false);
                    break;
                case ExpectStep expect:
                    Phase = Phase.Expect;
                    if (!await ExpectAsync(expect.Pattern.Search()).ConfigureAwait(false))
                    {
                        return false;
                    }

                    break;
                case QuitStep quit:
                    await SendAsync(Phase.Quit, quit.Bytes).ConfigureAwait(false);
                    break;
            }
        }

        return true;
    }

    public void Dispose() => _response.Dispose();

    private async ValueTask SendAsync(Phase phase, ReadOnlyMemory<byte> bytes)
    {
        Phase = phase;
        await channel.SendAsync(bytes).ConfigureAwait(false);
        BytesSent += bytes.Length;
    }

    /// <summary>Reads at least once, since a pattern that matches anything still asks whether the peer speaks; then until the search
    /// is decided, the peer is quiet or has closed, or enough bytes have come.</summary>
    private async ValueTask<bool> ExpectAsync(PatternSearch search)
    {
        TimeSpan patience = Timeout.InfiniteTimeSpan;
        while (true)
        {
            TimeSpan before = deadline.Elapsed;
            int count;
            try
            {
                count = await channel.ReceiveAsync(NextSegment(), patience).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_response.Received > 0 && deadline.HasPassed)
            {
                return search.End(); // what has come by the deadline is the response
            }

            if (count == Channel.Quiet)
            {
                Listened += deadline.Elapsed - before;
                return true;
            }

            if (count > search.MaxSegment)
            {
                await transport.StepAsideAsync().ConfigureAwait(false); // a large program: every slice takes its millisecond
            }

            PatternState state = count == 0 ? PatternState.Open : Feed(search, count);
            if (count == 0 || _response.Received == limits.MaxBytes)
            {
                return search.End();
            }

            if (state is PatternState.Matched or PatternState.CannotMatch)
            {
                return state == PatternState.Matched;
            }

            patience = state == PatternState.MatchesIfInputEnds ? QuietAfter : Timeout.InfiniteTimeSpan;
        }
    }

    private Memory<byte> NextSegment()
    {
        long left = (limits.MaxBytes ?? long.MaxValue) - _response.Received;
        Memory<byte> room = _response.MakeRoom();
        return room[..(int)Math.Min(left, room.Length)];
    }

    /// <summary>Matches slice by slice, so that the deadline holds however large the pattern's program is.</summary>
    private PatternState Feed(PatternSearch search, int count)
    {
        FirstByte ??= deadline.Elapsed - _start;
        ReadOnlySpan<byte> segment = _response.Take(count);
        while (segment.Length > search.MaxSegment && search.State is PatternState.Open or PatternState.MatchesIfInputEnds)
        {
            search.Feed(segment[..search.MaxSegment]);
            segment = segment[search.MaxSegment..];
            deadline.ThrowIfPassed();
        }

        return search.Feed(segment);
    }
}
