using CheckTcp.Monitor.Domain;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Storage;

/// <summary>Tells of each entry once and in order: when it was stored, or has to be held, or when the disk has not answered for so long that
/// nobody can know.</summary>
internal sealed class Telling(
    string path, Action<IReadOnlyList<HistoryEntry>> stored, Inbox inbox, ReportsInMemory reports, TimeProvider time, ILogger logger)
{
    private readonly Lock _lock = new();
    private volatile StoreCondition? _hanging;

    /// <summary>What waits for a disk that hangs; <c>null</c> when it does not.</summary>
    public StoreCondition? Hanging => _hanging;

    /// <summary>These were stored, or have to be held.</summary>
    /// <param name="entries">All that was taken from the inbox.</param>
    public void Tell(IReadOnlyList<HistoryEntry> entries)
    {
        lock (_lock)
        {
            int told = reports.Remove(entries.Count);
            inbox.ForgetTaken();
            if (told < entries.Count)
            {
                stored(told == 0 ? entries : [.. entries.Skip(told)]);
            }
        }
    }

    /// <summary>The disk has not answered for some time: what waits for it is told of now.</summary>
    public void TellAhead(TimeSpan elapsed)
    {
        lock (_lock)
        {
            if (_hanging is null)
            {
                HistoryLog.Hangs(logger, path, (long)elapsed.TotalSeconds);
                _hanging = new StoreCondition
                {
                    Since = time.GetUtcNow() - elapsed,
                    Reason = "the disk does not answer",
                    Mend = $"look at the disk of {path}",
                    IsHanging = true,
                };
            }

            List<HistoryEntry> entries = inbox.Pending(reports.Ahead);
            int results = entries.Count(entry => entry.Report is not null);
            int changes = entries.Count(entry => entry is not { State: null, Alert: null, Event: null, Certificates: null, Outgoing: null });
            _hanging = _hanging with { HeldResults = _hanging.HeldResults + results, HeldChanges = _hanging.HeldChanges + changes };
            reports.Add(entries);
            if (entries.Count > 0)
            {
                stored(entries);
            }
        }
    }

    /// <summary>The disk has answered.</summary>
    public void Answered()
    {
        if (_hanging is null)
        {
            return;
        }

        lock (_lock)
        {
            HistoryLog.AnswersAgain(logger, path, _hanging.HeldResults, _hanging.HeldChanges, _hanging.Since!.Value);
            _hanging = null;
        }
    }
}
