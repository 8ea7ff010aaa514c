using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage.Sqlite;

namespace CheckTcp.Monitor.Storage;

/// <summary>The reports that wait to be sent: those in the store, and those that cannot be written to it.</summary>
/// <remarks>Of one check they are given out in their order, whatever the disk does: an old failure that arrived after the recovery would
/// open an alert that nothing closes.</remarks>
internal sealed class ReportQueue(OpenStore store, HeldReports held)
{
    /// <summary>Rows that are dropped at once, while results wait to be written.</summary>
    private const int DroppedAtOnce = 500;

    private readonly HashSet<long> _arrived = [];
    private readonly Dictionary<string, long> _overtaken = new(StringComparer.Ordinal);

    /// <summary>The time of the oldest, in seconds since 1970; <c>null</c> when none waits.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The store fails.</exception>
    public long? Oldest => (store.IsOpen ? store.OldestReport : null) ?? (held.Count > 0 ? held.All[0].OccurredAt : null);

    /// <summary>The oldest reports for a host.</summary>
    /// <param name="host">Its custom identifier; <c>null</c> for this one.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="tooOld">Reports of this time, in seconds since 1970, and before it are dropped first.</param>
    /// <param name="mayWrite">The store can be written.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The store fails.</exception>
    public ReportBatch Next(string? host, int most, long tooOld, bool mayWrite)
    {
        held.DropUntil(tooOld);
        List<DroppedReport> dropped = held.TakeDropped();
        if (!store.IsOpen || !mayWrite)
        {
            OutgoingReport[] reports = [.. AsItLies(host, most, tooOld).Concat(held.For(host)).Take(most)];
            return new ReportBatch(reports, dropped) { IsUnreadable = reports.Length == 0 && !store.IsOpen };
        }

        ForgetArrived();
        IReadOnlyList<DroppedReport> old = store.DropReports(tooOld, DroppedAtOnce);
        dropped.AddRange(old);
        if (old.Count == DroppedAtOnce)
        {
            return new ReportBatch([], dropped) { IsUnfinished = true };
        }

        List<OutgoingReport> waiting = store.Reports(host, most);
        OutgoingReport[] stale = [.. waiting.Where(IsOvertaken)];
        if (stale.Length > 0)
        {
            store.RemoveReports([.. stale.Select(report => report.Id)]);
            dropped.AddRange(stale.Select(report => new DroppedReport(report.Host, report.Check)));
            return new ReportBatch([], dropped) { IsUnfinished = true };
        }

        return new ReportBatch([.. waiting, .. held.For(host).Take(most - waiting.Count)], dropped);
    }

    /// <summary>These have arrived.</summary>
    /// <param name="ids">The ids of the reports.</param>
    /// <param name="overtaking">Those of them that were sent while nobody could see what the store holds.</param>
    /// <param name="mayWrite">The store can be written; otherwise they are remembered until it can.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The store fails; they are remembered.</exception>
    public void Remove(IEnumerable<long> ids, IReadOnlyList<OutgoingReport> overtaking, bool mayWrite)
    {
        foreach (OutgoingReport report in overtaking)
        {
            _overtaken[report.Check] = report.OccurredAt;
        }

        foreach (long id in ids)
        {
            if (held.Remove(id) is not { } report)
            {
                _arrived.Add(id);
            }
            else if (!store.IsOpen)
            {
                _overtaken[report.Check] = report.OccurredAt;
            }
        }

        if (store.IsOpen && mayWrite)
        {
            ForgetArrived();
        }
    }

    /// <summary>The store is given up: what waits in it is held.</summary>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">It cannot be read either.</exception>
    public void HoldAll()
    {
        foreach (OutgoingReport report in store.AllReports().Where(report => !_arrived.Contains(report.Id)))
        {
            held.Add(report);
        }

        _arrived.Clear();
    }

    /// <summary>What a store that cannot be written has for the host; none when it cannot be read either.</summary>
    private IEnumerable<OutgoingReport> AsItLies(string? host, int most, long tooOld) => store.IsOpen
        ? store.Reports(host, most + _arrived.Count)
            .Where(report => !_arrived.Contains(report.Id) && !IsOvertaken(report) && report.OccurredAt > tooOld)
        : [];

    private bool IsOvertaken(OutgoingReport report) => _overtaken.TryGetValue(report.Check, out long later) && report.OccurredAt <= later;

    private void ForgetArrived()
    {
        if (_arrived.Count > 0)
        {
            store.RemoveReports(_arrived);
            _arrived.Clear();
        }
    }
}
