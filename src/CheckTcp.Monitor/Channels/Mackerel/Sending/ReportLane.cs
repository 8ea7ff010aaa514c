using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;

namespace CheckTcp.Monitor.Channels.Mackerel.Sending;

/// <summary>Sends the reports of one host, in their order, one request at a time; what hinders it hinders no other host.</summary>
internal sealed class ReportLane
{
    /// <summary>The server ignores what is older.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(6);

    private readonly string? _host;
    private readonly HistoryWriter _queue;
    private readonly SendingEdges _edges;
    private readonly SendingRecord _record;
    private readonly Action<IReadOnlyList<DroppedReport>> _dropped;
    private readonly TimeProvider _time;
    private readonly Bell _bell;
    private readonly LaneSchedule _schedule;
    private OutgoingReport? _lastAccepted;
    private volatile bool _ending;

    /// <param name="host">The custom identifier of the host; <c>null</c> for this one.</param>
    /// <param name="queue">Where the reports wait.</param>
    /// <param name="edges">Where they go.</param>
    /// <param name="record">What is told of them.</param>
    /// <param name="dropped">Is told of those that were dropped, of any host.</param>
    /// <param name="time">The clock.</param>
    public ReportLane(
        string? host, HistoryWriter queue, SendingEdges edges, SendingRecord record, Action<IReadOnlyList<DroppedReport>> dropped,
        TimeProvider time)
    {
        (_host, _queue, _edges, _record, _dropped, _time) = (host, queue, edges, record, dropped, time);
        _bell = new Bell(time);
        _schedule = new LaneSchedule(time);
    }

    /// <summary>How many reports wait.</summary>
    public long Waiting => _schedule.Waiting;

    /// <summary>Reports were added to the queue.</summary>
    public void Added(long count, bool urgent)
    {
        _schedule.Added(count, urgent);
        _bell.Ring();
    }

    /// <summary>Reports were dropped from the queue.</summary>
    public void Dropped(long count) => _schedule.Removed(count);

    /// <summary>Whatever keeps reports back may be over: the next request is made now.</summary>
    public void TryNow()
    {
        _schedule.ForgetFailure();
        _bell.Ring();
    }

    /// <summary>What waits goes out at once, and <see cref="RunAsync"/> ends: when nothing is left, or at the first failure.</summary>
    public void End()
    {
        TryNow();
        _ending = true;
        _bell.Ring();
    }

    /// <summary>Sends what is added, until the end.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (await StepAsync(cancellation) is { } wait)
        {
            if (wait != TimeSpan.Zero)
            {
                await _bell.WaitAsync(wait, cancellation);
            }
        }
    }

    /// <summary>Makes the request that is due, if one is.</summary>
    /// <returns>How long there is nothing to do, unless something is added; <c>null</c> at the end.</returns>
    internal async Task<TimeSpan?> StepAsync(CancellationToken cancellation)
    {
        TimeSpan due = _schedule.DueIn();
        if (due != TimeSpan.Zero && !_ending)
        {
            return due;
        }

        if (_ending && (Waiting == 0 || _schedule.IsFailing))
        {
            return null;
        }

        _schedule.Began();
        await SendAsync(cancellation);
        return TimeSpan.Zero;
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        Pace pace = _ending ? Pace.Full : Pace.For(Waiting);
        long before = _schedule.EverAdded;
        long tooOld = (_time.GetUtcNow() - Kept).ToUnixTimeSeconds();
        ReportBatch batch = await _queue.NextReportsAsync(_host, pace.MostReports, tooOld, cancellation);
        _dropped(batch.Dropped);
        if (batch.IsUnfinished)
        {
            return;
        }

        if (batch.IsUnreadable)
        {
            Failed(new ApiFailure(ApiFailureKind.Unavailable, "the store, where reports wait, cannot be read"), 0);
        }
        else if (batch.Reports.Count == 0)
        {
            _schedule.FoundEmpty(before);
        }
        else
        {
            await SendAsync([.. batch.Reports], cancellation);
        }
    }

    private async Task SendAsync(OutgoingReport[] batch, CancellationToken cancellation)
    {
        ApiAnswer<string> host = await _edges.FindHost(_host, cancellation);
        if (!host.Succeeded)
        {
            Failed(host.Failure, batch.Length);
            return;
        }

        var delivery = new Delivery(
            (part, stop) => _edges.Post([.. part.Select(report => SendingEdges.ToApi(report, host.Value))], stop), Accepted);
        ApiFailure? failure = await delivery.SendAsync(batch, _lastAccepted, cancellation);
        if (delivery.Bad.Count > 0)
        {
            Remove([.. delivery.Bad.Select(bad => bad.Report.Id)]);
            _record.Refused(delivery.Bad);
            foreach (RefusedReport bad in delivery.Bad)
            {
                _edges.ReportAnew(bad.Report.Check);
            }
        }

        if (failure is null)
        {
            _schedule.Succeeded();
            _record.Succeeded(_host);
            return;
        }

        if (failure.Kind == ApiFailureKind.Missing)
        {
            _lastAccepted = null;
            _edges.ForgetHost(_host);
        }

        Failed(failure, batch.Length);
    }

    private void Accepted(IReadOnlyList<OutgoingReport> reports)
    {
        Remove([.. reports.Select(report => report.Id)]);
        _lastAccepted = reports[^1];
        _record.Accepted(reports.Count);
    }

    private void Remove(IReadOnlyList<long> ids)
    {
        _queue.RemoveReports(ids);
        _schedule.Removed(ids.Count);
    }

    private void Failed(ApiFailure failure, int batch)
    {
        _schedule.Failed(failure, batch);
        _record.Failed(_host, failure);
    }
}
