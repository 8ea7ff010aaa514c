using System.Globalization;
using CheckTcp.Monitor.Channels.Mackerel.Api;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Channels.Mackerel.Sending;

/// <summary>What became of the reports: figures for people who ask, and the log for those who do not.</summary>
internal sealed partial class SendingRecord(TimeProvider time, ILogger log)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _failingHosts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _toldReasons = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refusedChecks = new(StringComparer.Ordinal);
    private SendingFigures _figures = new(0, 0, 0, null, null, null);
    private long _droppedBefore;
    private bool _toldDropped;

    /// <summary>The figures, but for what waits.</summary>
    public SendingFigures Figures
    {
        get
        {
            lock (_lock)
            {
                return _figures;
            }
        }
    }

    /// <summary>The API took reports.</summary>
    public void Accepted(int count)
    {
        lock (_lock)
        {
            _figures = _figures with { Sent = _figures.Sent + count, LastSuccessAt = time.GetUtcNow() };
        }
    }

    /// <summary>A host's batch arrived.</summary>
    public void Succeeded(string? host)
    {
        lock (_lock)
        {
            if (_failingHosts.Remove(host ?? "") && _failingHosts.Count == 0)
            {
                LogArriveAgain(_figures.FailingSince, _figures.Dropped - _droppedBefore);
                _toldReasons.Clear();
                _figures = _figures with { FailingSince = null };
            }
        }
    }

    /// <summary>A host's batch did not arrive.</summary>
    public void Failed(string? host, ApiFailure failure)
    {
        lock (_lock)
        {
            if (_failingHosts.Count == 0)
            {
                _figures = _figures with { FailingSince = time.GetUtcNow() };
                _droppedBefore = _figures.Dropped;
                _toldDropped = false;
            }

            _failingHosts.Add(host ?? "");
            _figures = _figures with { LastError = new SendingError(time.GetUtcNow(), failure.Reason) };
            if (_toldReasons.Add(KindOf(failure)))
            {
                LogWait(failure.Reason);
            }
        }
    }

    /// <summary>Reports were given up because they waited too long, or too many did.</summary>
    public void Dropped(int count)
    {
        lock (_lock)
        {
            if (!_toldDropped)
            {
                _toldDropped = true;
                LogDropped();
            }

            _figures = _figures with { Dropped = _figures.Dropped + count };
        }
    }

    /// <summary>Reports were given up because the API does not take them.</summary>
    public void Refused(IReadOnlyList<RefusedReport> reports)
    {
        lock (_lock)
        {
            foreach (RefusedReport refused in reports)
            {
                _figures = _figures with
                {
                    Dropped = _figures.Dropped + 1,
                    LastError = new SendingError(time.GetUtcNow(), $"a report of {refused.Report.Check} is refused: {refused.Failure.Reason}"),
                };
                if (_refusedChecks.Add(refused.Report.Check))
                {
                    LogRefused(refused.Report.Check, refused.Failure.Reason);
                }
            }
        }
    }

    /// <summary>What a server answers may be new every time; what it means is not.</summary>
    private static string KindOf(ApiFailure failure) =>
        failure.StatusCode is { } code ? code.ToString(CultureInfo.InvariantCulture) : failure.Reason;

    [LoggerMessage(
        EventId = 20, EventName = "reports-wait", Level = LogLevel.Warning,
        Message = "reports to Mackerel wait and are tried again; six hours of them are kept: {Reason}")]
    private partial void LogWait(string reason);

    [LoggerMessage(
        EventId = 21, EventName = "reports-arrive", Level = LogLevel.Information,
        Message = "reports to Mackerel arrive again; they waited since {Since:u}, and {Dropped} were given up")]
    private partial void LogArriveAgain(DateTimeOffset? since, long dropped);

    [LoggerMessage(
        EventId = 22, EventName = "reports-dropped", Level = LogLevel.Error,
        Message = "reports to Mackerel are given up, for they are six hours old or too many; check-tcpd status counts them")]
    private partial void LogDropped();

    [LoggerMessage(
        EventId = 23, EventName = "report-refused", Level = LogLevel.Error,
        Message = "Mackerel refuses a report of {Check}, which is given up; further ones of this check are only counted: {Reason}")]
    private partial void LogRefused(string check, string reason);
}
