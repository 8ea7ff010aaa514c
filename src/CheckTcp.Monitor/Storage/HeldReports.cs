using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Storage;

/// <summary>Reports that cannot be written to the store yet, and are sent all the same.</summary>
/// <param name="most">Reports beyond this push out the oldest.</param>
internal sealed class HeldReports(int most)
{
    private readonly SortedDictionary<long, OutgoingReport> _reports = [];
    private List<DroppedReport> _dropped = [];

    public int Count => _reports.Count;

    public IEnumerable<OutgoingReport> All => _reports.Values;

    public void Add(OutgoingReport report)
    {
        _reports[report.Id] = report;
        if (_reports.Count > most)
        {
            DropFirst();
        }
    }

    /// <returns>The report; <c>null</c> when it is not here.</returns>
    public OutgoingReport? Remove(long id) => _reports.Remove(id, out OutgoingReport? report) ? report : null;

    /// <summary>Drops the oldest as long as they are of this time, in seconds since 1970, or before it.</summary>
    public void DropUntil(long occurredAt)
    {
        while (_reports.Count > 0 && _reports.First().Value.OccurredAt <= occurredAt)
        {
            DropFirst();
        }
    }

    /// <summary>What was dropped since the last time that this was asked.</summary>
    public List<DroppedReport> TakeDropped()
    {
        List<DroppedReport> dropped = _dropped;
        _dropped = [];
        return dropped;
    }

    public void Clear() => _reports.Clear();

    private void DropFirst()
    {
        OutgoingReport first = _reports.First().Value;
        _reports.Remove(first.Id);
        _dropped.Add(new DroppedReport(first.Host, first.Check));
    }
}
