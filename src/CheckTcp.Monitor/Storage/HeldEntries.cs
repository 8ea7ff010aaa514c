using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage.Sqlite.Packing;

namespace CheckTcp.Monitor.Storage;

/// <summary>What cannot be written yet. Of each alert and each state only the latest is worth keeping, events are all kept, results are
/// bounded, and so are reports to be sent.</summary>
/// <param name="mostResults">Results beyond this push out the oldest.</param>
/// <param name="mostBytes">So do results that take more than this, their messages included.</param>
/// <param name="reports">Where reports to be sent are held.</param>
internal sealed class HeldEntries(int mostResults, long mostBytes, HeldReports reports)
{
    private const int ResultBytes = 96; // one in the queue, whose room is up to twice what it needs at times
    private const int LongestMessage = 1024;
    private const int DiagnosisBytes = 500; // and each failure and address in it: all words are bounded

    private readonly Queue<(string Check, StoredResult Figures, string? Message, Diagnosis? Diagnosis)> _results = [];
    private readonly SortedDictionary<long, Alert> _alerts = [];
    private readonly List<(string Check, AlertEvent Event)> _events = [];
    private readonly Dictionary<string, AlertState> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ShownCertificate>> _certificates = new(StringComparer.Ordinal);
    private long _bytes;

    /// <summary>Reports to be sent.</summary>
    public HeldReports Reports => reports;

    public int Results => _results.Count;

    public int Changes => _alerts.Count + _events.Count + _states.Count + _certificates.Count + Reports.Count;

    /// <summary>Results that were pushed out.</summary>
    public long Dropped { get; private set; }

    public void Add(HistoryEntry entry)
    {
        if (entry.Report is { } report)
        {
            string? message = entry.KeepsMessage ? report.Message[..Math.Min(report.Message.Length, LongestMessage)] : null;
            _results.Enqueue((entry.Check, StoredResult.Of(report, text: 0), message, report.Diagnosis));
            _bytes += Size(message, report.Diagnosis);
            while (_results.Count > mostResults || _bytes > mostBytes)
            {
                RemoveResult();
                Dropped++;
            }
        }

        if (entry.Alert is { } alert)
        {
            _alerts[alert.Id] = alert;
        }

        if (entry.Event is { } change)
        {
            _events.Add((entry.Check, change));
        }

        if (entry.State is { } state)
        {
            _states[entry.Check] = state;
        }

        if (entry.Certificates is { } certificates)
        {
            _certificates[entry.Check] = certificates;
        }

        if (entry.Outgoing is { } outgoing)
        {
            Reports.Add(outgoing);
        }
    }

    /// <summary>Alerts, the older first, so that one is closed before the next of its check opens; their events; the states; the certificates; the reports.</summary>
    public List<HistoryEntry> AllChanges() =>
    [
        .. _alerts.Values.Select(alert => new HistoryEntry(alert.Check) { Alert = alert }),
        .. _events.Select(change => new HistoryEntry(change.Check) { Event = change.Event }),
        .. _states.Select(state => new HistoryEntry(state.Key) { State = state.Value }),
        .. _certificates.Select(certificates => new HistoryEntry(certificates.Key) { Certificates = certificates.Value }),
        .. Reports.All.Select(report => new HistoryEntry(report.Check) { Outgoing = report }),
    ];

    public void ForgetDropped() => Dropped = 0;

    public void RemoveChanges()
    {
        _alerts.Clear();
        _events.Clear();
        _states.Clear();
        _certificates.Clear();
        Reports.Clear();
    }

    /// <summary>The oldest results.</summary>
    public List<HistoryEntry> FirstResults(int count) =>
        [.. _results.Take(count).Select(held => Entry(held.Check, held.Figures, held.Message, held.Diagnosis))];

    public void RemoveResults(int count)
    {
        for (int i = 0; i < count; i++)
        {
            RemoveResult();
        }

        if (_results.Count == 0)
        {
            _results.TrimExcess();
        }
    }

    private static int Size(string? message, Diagnosis? diagnosis) =>
        ResultBytes + (message is null ? 0 : (2 * message.Length) + 24)
        + (diagnosis is null ? 0 : DiagnosisBytes * (1 + (diagnosis.Retried?.Failures.Count ?? 0) + (diagnosis.Addresses?.Count ?? 0)));

    private static HistoryEntry Entry(string check, in StoredResult figures, string? message, Diagnosis? diagnosis)
    {
        PastResult past = figures.ToPast(check, message, diagnosis);
        return new HistoryEntry(check)
        {
            KeepsMessage = message is not null,
            Report = new Report(check, past.StartedAt, past.Duration, past.Status, message ?? "")
            {
                ResponseTime = past.ResponseTime,
                Phases = past.Phases,
                Diagnosis = diagnosis,
            },
        };
    }

    private void RemoveResult()
    {
        (_, _, string? message, Diagnosis? diagnosis) = _results.Dequeue();
        _bytes -= Size(message, diagnosis);
    }
}
