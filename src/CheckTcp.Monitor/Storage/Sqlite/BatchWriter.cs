using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage.Sqlite.Packing;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Writes a batch in one transaction: results to the journal, what they did to the alerts beside them.</summary>
internal sealed class BatchWriter(WriteConnection connection) : IDisposable
{
    /// <summary>Keeps a row of the journal out of the heap for large objects when it is read again.</summary>
    private const int LargestRow = 64 * 1024;

    private readonly CheckIds _checks = new(connection.Connection);
    private readonly TextIds _texts = new(connection.Connection);
    private readonly AlertTables _alerts = new(connection.Connection);
    private readonly CertificateTable _certificates = new(connection.Connection);
    private readonly JournalPack _pack = new();
    private readonly Statement _journal = new(
        connection.Connection, "INSERT INTO journal (first_at, last_at, results, packed) VALUES ($1, $2, $3, $4)", 4);

    /// <summary>The reports that wait, which are read and removed apart from batches.</summary>
    public ReportTables Reports { get; } = new(connection);

    public int HighestCheck => _checks.Highest;

    public void Write(IReadOnlyList<HistoryEntry> batch)
    {
        try
        {
            connection.Durably(() =>
            {
                _pack.Clear();
                foreach (HistoryEntry entry in batch)
                {
                    Write(entry);
                }

                CloseRow();
            });
        }
        catch
        {
            _checks.Forget();
            _texts.Forget();
            throw;
        }
    }

    /// <summary>Old texts were deleted.</summary>
    public void ForgetTexts() => _texts.Forget();

    public void Dispose()
    {
        _checks.Dispose();
        _texts.Dispose();
        _alerts.Dispose();
        _certificates.Dispose();
        Reports.Dispose();
        _journal.Dispose();
    }

    private void Write(HistoryEntry entry)
    {
        int check = _checks.Of(entry.Check);
        if (entry.Report is { } report)
        {
            _pack.Add(check, StoredResult.Of(report, TextOf(report, entry.KeepsMessage)));
            if (_pack.Length >= LargestRow)
            {
                CloseRow();
            }
        }

        if (entry.Alert is { } alert)
        {
            _alerts.Save(check, alert);
        }

        if (entry.Event is { } change)
        {
            _alerts.Save(change);
        }

        if (entry.State is { } state)
        {
            _alerts.Save(check, state);
        }

        if (entry.Certificates is { } certificates)
        {
            _certificates.Save(check, certificates);
        }

        if (entry.Outgoing is { } outgoing)
        {
            Reports.Save(check, outgoing);
        }
    }

    /// <summary>A diagnosis without its message, which has a time in it, is mostly the same from run to run, and so stored once a day.</summary>
    private long TextOf(Report report, bool keepsMessage) => keepsMessage || report.Diagnosis is not null
        ? _texts.Of(StoredResult.Time(report.StartedAt), keepsMessage ? report.Message : "", report.Diagnosis)
        : 0;

    private void CloseRow()
    {
        if (_pack.Results > 0)
        {
            _journal.Execute(_pack.FirstAt, _pack.LastAt, _pack.Results, _pack.Close());
            _pack.Clear();
        }
    }
}
