using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Storage;

/// <summary>Reports that cannot be written to the store yet, and are sent all the same. Any thread may ask.</summary>
/// <param name="most">Reports beyond this push out the oldest.</param>
internal sealed class HeldReports(int most = 20_000)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, OutgoingReport> _reports = [];
    private List<DroppedReport> _dropped = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _reports.Count;
            }
        }
    }

    /// <summary>In their order.</summary>
    public IReadOnlyList<OutgoingReport> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _reports.Values];
            }
        }
    }

    /// <summary>In their order.</summary>
    /// <param name="host">The custom identifier of their host; <c>null</c> for this one.</param>
    public IReadOnlyList<OutgoingReport> For(string? host)
    {
        lock (_lock)
        {
            return [.. _reports.Values.Where(report => report.Host == host)];
        }
    }

    public void Add(OutgoingReport report)
    {
        lock (_lock)
        {
            _reports[report.Id] = report;
            if (_reports.Count > most)
            {
                DropFirst();
            }
        }
    }

    /// <returns>The report; <c>null</c> when it is not here.</returns>
    public OutgoingReport? Remove(long id)
    {
        lock (_lock)
        {
            return _reports.Remove(id, out OutgoingReport? report) ? report : null;
        }
    }

    /// <summary>Drops the oldest as long as they are of this time, in seconds since 1970, or before it.</summary>
    public void DropUntil(long occurredAt)
    {
        lock (_lock)
        {
            while (_reports.Count > 0 && _reports.First().Value.OccurredAt <= occurredAt)
            {
                DropFirst();
            }
        }
    }

    /// <summary>What was dropped since the last time that this was asked.</summary>
    public List<DroppedReport> TakeDropped()
    {
        lock (_lock)
        {
            List<DroppedReport> dropped = _dropped;
            _dropped = [];
            return dropped;
        }
    }

    /// <summary>Nobody heard that these were dropped: the next <see cref="TakeDropped"/> has them.</summary>
    public void KeepDropped(IReadOnlyList<DroppedReport> dropped)
    {
        lock (_lock)
        {
            _dropped.AddRange(dropped);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _reports.Clear();
        }
    }

    private void DropFirst()
    {
        OutgoingReport first = _reports.First().Value;
        _reports.Remove(first.Id);
        _dropped.Add(new DroppedReport(first.Host, first.Check));
    }
}
