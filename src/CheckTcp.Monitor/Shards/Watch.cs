using System.Collections.Concurrent;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Rules;
using CheckTcp.Monitor.Scheduling;
using CheckTcp.Monitor.Storage;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Shards;

/// <summary>Carries every run through: execution, alert rules, history, action.</summary>
/// <param name="edges">Where runs come from and where their outcome goes.</param>
/// <param name="time">The clock of what people do.</param>
/// <param name="clock">Notices gaps in it.</param>
/// <param name="log">The log.</param>
internal sealed partial class Watch(WatchEdges edges, TimeProvider time, ClockWatch clock, ILogger<Watch> log)
{
    /// <summary>So often at most is a run across a gap discarded: a machine that is short of time all the time still gets results.</summary>
    private const int MostDiscards = 3;

    private readonly ConcurrentDictionary<string, WatchedCheck> _checks = new();
    private readonly Lock _ids = new();
    private long _lastAlertId;
    private long _lastReportId;
    private volatile ReportPolicy? _policy;
    private int _loggedGap;

    /// <summary>The checks, those included of which only an open alert is left.</summary>
    public IEnumerable<WatchedCheck> Checks => _checks.Values;

    /// <summary>Goes on from what the history knows.</summary>
    public void Restore(StoredState stored)
    {
        _lastAlertId = stored.NextAlertId - 1;
        _lastReportId = stored.Reports.LastId;
        foreach ((string name, AlertState state) in stored.Checks)
        {
            _checks[name] = new WatchedCheck(name) { State = state };
        }

        foreach ((string name, IReadOnlyList<ShownCertificate> certificates) in stored.Certificates)
        {
            _checks.GetOrAdd(name, name => new WatchedCheck(name)).Certificates = SeenCertificates.Of(certificates);
        }

        foreach ((string name, long reportedAt) in stored.Reports.ReportedAt)
        {
            _checks.GetOrAdd(name, name => new WatchedCheck(name)).Reported = new ReportMark(reportedAt);
        }
    }

    /// <summary>What a start would go on from if it came now.</summary>
    public StoredState Known()
    {
        Dictionary<string, AlertState> states = new(StringComparer.Ordinal);
        Dictionary<string, IReadOnlyList<ShownCertificate>> certificates = new(StringComparer.Ordinal);
        foreach (WatchedCheck check in _checks.Values)
        {
            lock (check.Lock)
            {
                states[check.Name] = check.State;
                if (check.Certificates.All is { Count: > 0 } seen)
                {
                    certificates[check.Name] = seen;
                }
            }
        }

        lock (_ids)
        {
            return new StoredState(states, _lastAlertId + 1, StoredReports.None) { Certificates = certificates };
        }
    }

    /// <summary>Takes over a configuration. Checks that stay, under the same name, keep what is known of them.</summary>
    /// <param name="definitions">The checks.</param>
    /// <param name="policy">How their runs are reported; <c>null</c> for not at all.</param>
    public void Apply(IReadOnlyCollection<CheckDefinition> definitions, ReportPolicy? policy = null)
    {
        _policy = policy;
        var defined = new HashSet<string>(definitions.Count);
        foreach (CheckDefinition definition in definitions)
        {
            defined.Add(definition.Name);
            WatchedCheck check = _checks.GetOrAdd(definition.Name, name => new WatchedCheck(name));
            lock (check.Lock)
            {
                Define(check, definition);
                if (policy is null)
                {
                    check.ReportAnew();
                }
            }
        }

        foreach (WatchedCheck gone in _checks.Values.Where(check => !defined.Contains(check.Name)))
        {
            Forget(gone);
        }
    }

    /// <summary>The check of this name; <c>null</c> when there is none.</summary>
    public WatchedCheck? Find(string name) => _checks.GetValueOrDefault(name);

    /// <summary>A report of the check was given up: its next run is reported, even if it says what an earlier report said.</summary>
    public void ReportAnew(string name)
    {
        if (Find(name) is { } check)
        {
            lock (check.Lock)
            {
                check.ReportAnew();
            }
        }
    }

    /// <summary>The wall clock was set: what was reported by the old time may not count at Mackerel, so the next run of every check is
    /// reported, whatever it says.</summary>
    public void ReportAllAnew()
    {
        foreach (WatchedCheck check in Checks)
        {
            lock (check.Lock)
            {
                check.ReportAnew();
            }
        }
    }

    /// <summary>Whether a run of the check is known, be it from before the start of the program.</summary>
    public bool HasRun(string name) => Find(name)?.State.LastStatus is not null;

    /// <summary>Runs a check once and carries the outcome through.</summary>
    /// <returns>Whether it was not OK and no alert is open: the check wants to be run again after its retry interval.</returns>
    public async ValueTask<bool> RunAsync(CheckDefinition definition, CancellationToken stop)
    {
        try
        {
            Report report = await UnbrokenAsync(definition, stop);
            return Find(definition.Name) is { } check && Take(check, report);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // One that got away would take the check out of the schedule for good, and nobody would hear of it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogLost(e, definition.Name);
            return false;
        }
    }

    /// <summary>A run without a gap in time in it. While the process or its machine was paused, deadlines passed and peers gave up: what comes
    /// of such a run says nothing about the target, so it is run again.</summary>
    private async ValueTask<Report> UnbrokenAsync(CheckDefinition definition, CancellationToken stop)
    {
        for (int discarded = 0; ; discarded++)
        {
            int before = clock.Look().All;
            DateTimeOffset start = time.GetUtcNow();
            Report report;
            try
            {
                report = await edges.Run(definition, stop);
            }
#pragma warning disable CA1031 // A fault of ours must neither end the schedule nor look like a healthy check: it becomes UNKNOWN.
            catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFault(e, definition.Name);
                report = new Report(definition.Name, start, time.GetUtcNow() - start, Status.Unknown, $"check-tcpd: internal error: {e.Message}");
            }

            if (clock.Look().All is var after && (after == before || discarded == MostDiscards))
            {
                return report;
            }

            if (Interlocked.Exchange(ref _loggedGap, after) != after)
            {
                LogGap();
            }
        }
    }

    /// <summary>A person closes an alert.</summary>
    /// <returns>The closed alert, or <c>null</c> when no open alert has this id.</returns>
    public Alert? Close(long alertId, string reason)
    {
        foreach (WatchedCheck check in _checks.Values)
        {
            lock (check.Lock)
            {
                if (check.State.Open?.Id == alertId)
                {
                    AlertStep step = AlertMachine.CloseByHand(check.State, time.GetUtcNow(), reason);
                    Remember(check, step, report: null);
                    if (check.Definition is null)
                    {
                        _checks.TryRemove(check.Name, out _);
                    }

                    return step.Alert;
                }
            }
        }

        return null;
    }

    private bool Take(WatchedCheck check, Report report)
    {
        Report kept = report with { Message = MessageText.Cut(report.Message), Sessions = [] };
        lock (check.Lock)
        {
            bool isNews = false;
            if (!report.Sessions.IsEmpty)
            {
                check.Certificates = check.Certificates.After(report.Sessions, out isNews);
            }

            Remember(check, Step(check, kept), kept, isNews ? check.Certificates.All : null);
            if (check.Definition is { } definition)
            {
                edges.Act(definition, report);
            }

            return report.Status != Status.Ok && check.State.Open is null;
        }
    }

    private AlertStep Step(WatchedCheck check, Report report)
    {
        if (report.Status == Status.Ok || check.State.Open is not null)
        {
            return AlertMachine.After(check.State, report, check.Rules, newAlertId: 0);
        }

        lock (_ids)
        {
            AlertStep step = AlertMachine.After(check.State, report, check.Rules, _lastAlertId + 1);
            _lastAlertId = step.Alert?.Id ?? _lastAlertId;
            return step;
        }
    }

    private void Remember(WatchedCheck check, AlertStep step, Report? report, IReadOnlyList<ShownCertificate>? certificates = null)
    {
        bool statusIsNew = step.Next.LastStatus != check.State.LastStatus;
        OutgoingReport? outgoing = report is null ? null : Outgoing(check, report, step);
        edges.Remember(new HistoryEntry(check.Name)
        {
            Report = report,
            KeepsMessage = report is not null && (report.Status != Status.Ok || statusIsNew),
            State = ReferenceEquals(step.Next, check.State) ? null : step.Next,
            Alert = step.Alert,
            Event = step.Event,
            Certificates = certificates,
            Outgoing = outgoing,
        });
        check.State = step.Next;
        check.Last = report ?? check.Last;
    }

    private OutgoingReport? Outgoing(WatchedCheck check, Report report, AlertStep alert)
    {
        if (_policy is not { } policy || check.Definition is not { } definition)
        {
            return null;
        }

        ReportStep step = ReportRules.After(check.Reported, definition, report, check.State.LastStatus, policy);
        check.Reported = step.Next;
        return step.Report is null ? null : step.Report with
        {
            Id = Interlocked.Increment(ref _lastReportId),
            IsUrgent = step.Report.IsUrgent || alert.Event is not null, // the attempt that opens an alert here opens it there
        };
    }

    /// <summary>Certificates that the check no longer meets are forgotten in the store, too.</summary>
    private void Define(WatchedCheck check, CheckDefinition? definition)
    {
        SeenCertificates before = check.Certificates;
        check.Define(definition);
        if (check.Certificates != before && before.Shown is not null)
        {
            edges.Remember(new HistoryEntry(check.Name) { Certificates = [] });
        }
    }

    private void Forget(WatchedCheck check)
    {
        lock (check.Lock)
        {
            Define(check, null);
            if (check.State.Open is null)
            {
                _checks.TryRemove(check.Name, out _);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the process or the machine was paused, or the clock was set: runs that were under way are discarded and repeated")]
    private partial void LogGap();

    [LoggerMessage(Level = LogLevel.Critical, Message = "internal error after a run of {Check}, whose result is lost; please report it")]
    private partial void LogLost(Exception e, string check);

    [LoggerMessage(Level = LogLevel.Critical, Message = "internal error in a run of {Check}; please report it")]
    private partial void LogFault(Exception e, string check);
}
