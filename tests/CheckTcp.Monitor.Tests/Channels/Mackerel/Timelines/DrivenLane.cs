using CheckTcp.Monitor.Channels.Mackerel.Sending;
using CheckTcp.TestSupport.Mackerel;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>A lane that is driven step by step. A step that waits for a server that hangs, or answers late, is left under way until the
/// simulated time has come at which it goes on.</summary>
/// <param name="lane">The lane.</param>
/// <param name="time">The clock.</param>
/// <param name="server">Where its requests go.</param>
/// <param name="life">Ends with the program that the lane is of.</param>
internal sealed class DrivenLane(ReportLane lane, SimulatedTime time, MackerelStandIn server, CancellationToken life)
{
    /// <summary>How late a server answers, where a test has it answer late: the length that is known here.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(7.5);

    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(30);

    private Task<TimeSpan?>? _step;
    private DateTimeOffset _goesOnAt;
    private int _requestsBefore;
    private int _lateBefore;

    public ReportLane Lane => lane;

    /// <summary>The lane has been told to end, and has.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Does what is due now.</summary>
    /// <returns>When there is something to do again; <c>null</c> for never, unless something is added.</returns>
    public async Task<DateTimeOffset?> StepAsync()
    {
        while (true)
        {
            if (_step is null)
            {
                (_requestsBefore, _lateBefore, _goesOnAt) = (server.Record.Requests.Count, time.Begun(Late), default);
                _step = lane.StepAsync(life);
            }

            if (!await IsOverAsync(_step))
            {
                return _goesOnAt;
            }

            TimeSpan? wait = await _step;
            _step = null;
            if (wait != TimeSpan.Zero)
            {
                HasEnded = wait is null;
                return wait is null || wait == Timeout.InfiniteTimeSpan ? null : time.GetUtcNow() + wait;
            }
        }
    }

    /// <summary>Returns when nothing is under way any more; <c>life</c> has ended.</summary>
    public async Task UntilGoneAsync() => await (_step ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<bool> IsOverAsync(Task step)
    {
        while (!step.IsCompleted && time.GetUtcNow() >= _goesOnAt)
        {
            StandInRecord record = server.Record;
            Task timeChanged = time.Changed;
            if (record.Requests.LastOrDefault(IsNew) is { } sent)
            {
                TimeSpan? wait = sent.Outcome == RequestOutcome.Hung ? CallLimit : time.Begun(Late) > _lateBefore ? Late : null;
                if (wait is { } length)
                {
                    (_requestsBefore, _lateBefore, _goesOnAt) = (sent.Number, time.Begun(Late), sent.At + length);
                    break;
                }
            }

            await Task.WhenAny(step, timeChanged, server.RecordAfterAsync(record.Version, life));
        }

        return step.IsCompleted;
    }

    /// <summary>Lanes are driven one after the other: what was sent at this moment, since the step began, is this one's.</summary>
    private bool IsNew(RecordedRequest request) =>
        request.Number > _requestsBefore && request.At == time.GetUtcNow() && request.Checks.Count > 0;
}
