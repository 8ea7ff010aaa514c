using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>What the stores of a simulated daemon have committed, over all its lives.</summary>
internal sealed class StoredEntries
{
    private readonly Lock _lock = new();
    private readonly List<HistoryEntry> _entries = [];
    private (string From, string To)? _copy;

    /// <summary>In the order of the commits.</summary>
    public IReadOnlyList<HistoryEntry> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>The reports that were queued, in their order.</summary>
    public IEnumerable<OutgoingReport> Queued => All.Select(entry => entry.Outgoing).OfType<OutgoingReport>();

    /// <summary>At the end of the next commit, the files are copied as a kill would leave them then.</summary>
    public void CopyAtNextCommit(string from, string to)
    {
        lock (_lock)
        {
            _copy = (from, to);
        }
    }

    /// <summary>Is told on the writer's thread, between a commit and whatever it does next.</summary>
    public void Add(IReadOnlyList<HistoryEntry> entries)
    {
        lock (_lock)
        {
            _entries.AddRange(entries);
            if (_copy is var (from, to))
            {
                File.Copy(from, to);
                File.Copy($"{from}-wal", $"{to}-wal");
                _copy = null;
            }
        }
    }
}
