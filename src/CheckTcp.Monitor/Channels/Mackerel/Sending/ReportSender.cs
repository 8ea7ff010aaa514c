using System.Collections.Concurrent;
using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Channels.Mackerel.Sending;

/// <summary>Brings what is queued to Mackerel, each host by itself.</summary>
/// <remarks>The queue is in the store: a report is sent once it is stored, and leaves the queue once it has arrived. Whatever is sent twice
/// for a kill or a lost answer, the server takes once, by its time.</remarks>
internal sealed partial class ReportSender : IDisposable
{
    /// <summary>Requests at the same time, all hosts together.</summary>
    private const int MostRequests = 8;

    private static readonly TimeSpan AfterFault = TimeSpan.FromMinutes(1);

    private readonly HistoryWriter _queue;
    private readonly SendingEdges _edges;
    private readonly Func<IReadOnlyList<CheckReport>, CancellationToken, Task<ApiFailure?>> _post;
    private readonly TimeProvider _time;
    private readonly ILogger<ReportSender> _log;
    private readonly SendingRecord _record;
    private readonly ConcurrentDictionary<string, ReportLane> _lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _running = [];
    private readonly SemaphoreSlim _requests = new(MostRequests);
    private readonly CancellationTokenSource _abort = new();
    private readonly Lock _lock = new();
    private ApiFailure? _busy;
    private long _busySince;
    private bool _started;

    /// <param name="queue">Where the reports wait.</param>
    /// <param name="edges">Where they go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log.</param>
    public ReportSender(HistoryWriter queue, SendingEdges edges, TimeProvider time, ILogger<ReportSender> log)
    {
        (_queue, _time, _log) = (queue, time, log);
        _post = edges.Post;
        _edges = edges with { Post = PostInTurnAsync };
        _record = new SendingRecord(time, log);
    }

    /// <summary>How the reports fare.</summary>
    public SendingFigures Figures => _record.Figures with { Waiting = Lanes.Sum(lane => lane.Waiting) };

    /// <summary>One for each host that had a report.</summary>
    internal IEnumerable<ReportLane> Lanes => _lanes.Values;

    /// <summary>Goes on from what the store knows.</summary>
    public void Restore(StoredReports stored)
    {
        foreach ((string? host, long count) in stored.Waiting)
        {
            LaneOf(host).Added(count, urgent: true);
        }
    }

    /// <summary>These were stored, or have to be held; what of it is for Mackerel goes out in its time.</summary>
    public void Take(IReadOnlyList<HistoryEntry> entries)
    {
        foreach (HistoryEntry entry in entries)
        {
            if (entry.Outgoing is { } report)
            {
                LaneOf(report.Host).Added(1, report.IsUrgent);
            }
        }
    }

    /// <summary>Begins to send.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _started = true;
            foreach (ReportLane lane in Lanes)
            {
                _running.Add(RunAsync(lane));
            }
        }
    }

    /// <summary>Whatever kept reports back may be over: a new configuration, a host that is known now.</summary>
    public void TryNow()
    {
        foreach (ReportLane lane in Lanes)
        {
            lane.TryNow();
        }
    }

    /// <summary>Sends what waits, once, and ends; what cannot be delivered stays in the queue.</summary>
    /// <param name="limit">Ends it in any case.</param>
    public async Task EndAsync(CancellationToken limit)
    {
        foreach (ReportLane lane in Lanes)
        {
            lane.End();
        }

        await using CancellationTokenRegistration abort = limit.Register(_abort.Cancel);
        await Task.WhenAll(_running);
    }

    public void Dispose()
    {
        _requests.Dispose();
        _abort.Dispose();
    }

    private ReportLane LaneOf(string? host)
    {
        string key = host ?? "";
        if (_lanes.TryGetValue(key, out ReportLane? known))
        {
            return known;
        }

        lock (_lock)
        {
            return _lanes.GetOrAdd(key, _ =>
            {
                var lane = new ReportLane(host, _queue, _edges, _record, Dropped, _time);
                if (_started)
                {
                    _running.Add(RunAsync(lane));
                }

                return lane;
            });
        }
    }

    private async Task RunAsync(ReportLane lane)
    {
        await Task.Yield();
        while (true)
        {
            try
            {
                await lane.RunAsync(_abort.Token);
                return;
            }
            catch (OperationCanceledException) when (_abort.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A fault of ours must not silence a host for good: its reports still wait.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogFault(e);
                await Task.Delay(AfterFault, _time, _abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Makes a request when its turn has come. While the server asks everybody to wait (429), none is made.</summary>
    private async Task<ApiFailure?> PostInTurnAsync(IReadOnlyList<CheckReport> reports, CancellationToken cancellation)
    {
        await _requests.WaitAsync(cancellation);
        try
        {
            if (Busy() is { } busy)
            {
                return busy;
            }

            ApiFailure? failure = await _post(reports, cancellation);
            if (failure is { StatusCode: 429, RetryAfter: not null })
            {
                lock (_lock)
                {
                    (_busy, _busySince) = (failure, _time.GetTimestamp());
                }
            }

            return failure;
        }
        finally
        {
            _requests.Release();
        }
    }

    private ApiFailure? Busy()
    {
        lock (_lock)
        {
            if (_busy is null)
            {
                return null;
            }

            TimeSpan left = _busy.RetryAfter!.Value - _time.GetElapsedTime(_busySince);
            return left > TimeSpan.Zero ? _busy with { RetryAfter = left } : _busy = null;
        }
    }

    private void Dropped(IReadOnlyList<DroppedReport> dropped)
    {
        if (dropped.Count == 0)
        {
            return;
        }

        foreach (IGrouping<string?, DroppedReport> host in dropped.GroupBy(report => report.Host))
        {
            LaneOf(host.Key).Dropped(host.Count());
        }

        foreach (string check in dropped.Select(report => report.Check).Distinct())
        {
            _edges.ReportAnew(check);
        }

        _record.Dropped(dropped.Count);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "internal error while reports were sent; please report it")]
    private partial void LogFault(Exception e);
}
