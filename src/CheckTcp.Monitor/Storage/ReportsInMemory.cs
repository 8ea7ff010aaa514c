using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Storage;

/// <summary>The reports that can be sent while the disk hangs: those that the writer holds, and those that it has not come to. Any thread
/// may ask.</summary>
/// <remarks>The store itself answers nobody then, so that a report that waits there may be overtaken by a later one of its check; it is
/// dropped when the disk answers, as one that an unreadable store gives back.</remarks>
internal sealed class ReportsInMemory(HeldReports held)
{
    private readonly Lock _lock = new();
    private readonly Queue<HistoryEntry> _ahead = [];
    private readonly Dictionary<long, OutgoingReport> _given = [];
    private readonly HashSet<long> _arrived = []; // the writer has yet to hear of these

    /// <summary>How many entries took effect before they were stored.</summary>
    public int Ahead
    {
        get
        {
            lock (_lock)
            {
                return _ahead.Count;
            }
        }
    }

    /// <summary>These take effect now; the writer stores them when the disk answers.</summary>
    public void Add(IReadOnlyList<HistoryEntry> entries)
    {
        lock (_lock)
        {
            foreach (HistoryEntry entry in entries)
            {
                _ahead.Enqueue(entry);
            }
        }
    }

    /// <summary>The writer has stored these, or holds them.</summary>
    /// <returns>How many of them, from the first, had taken effect before.</returns>
    public int Remove(int entries)
    {
        lock (_lock)
        {
            int told = Math.Min(_ahead.Count, entries);
            for (int i = 0; i < told; i++)
            {
                _ahead.Dequeue();
            }

            return told;
        }
    }

    /// <summary>The oldest reports for a host.</summary>
    /// <param name="host">Its custom identifier; <c>null</c> for this one.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="tooOld">Reports of this time, in seconds since 1970, and before it are left for the writer to drop.</param>
    public OutgoingReport[] Next(string? host, int most, long tooOld)
    {
        lock (_lock)
        {
            IEnumerable<OutgoingReport> ahead = _ahead.Select(entry => entry.Outgoing).OfType<OutgoingReport>();
            OutgoingReport[] next = [.. held.For(host)
                .Concat(ahead.Where(report => report.Host == host))
                .DistinctBy(report => report.Id)
                .Where(report => report.OccurredAt > tooOld && !_arrived.Contains(report.Id))
                .Take(most)];
            foreach (OutgoingReport report in next)
            {
                _given[report.Id] = report;
            }

            return next;
        }
    }

    /// <summary>These have arrived; they are not given out again.</summary>
    /// <returns>Those that were given out from here: they may have overtaken reports in the store.</returns>
    public IReadOnlyList<OutgoingReport> Arrived(IReadOnlyList<long> ids)
    {
        lock (_lock)
        {
            _arrived.UnionWith(ids);
            return [.. ids.Select(id => _given.GetValueOrDefault(id)).OfType<OutgoingReport>()];
        }
    }

    /// <summary>The writer has removed these from the queue.</summary>
    public void Forget(IReadOnlyList<long> ids)
    {
        lock (_lock)
        {
            _arrived.ExceptWith(ids);
            foreach (long id in ids)
            {
                _given.Remove(id);
            }
        }
    }
}
