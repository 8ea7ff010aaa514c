using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Storage;

/// <summary>Entries as the monitor makes them, with what a test does not care for filled in.</summary>
internal static class Entries
{
    /// <summary>A Tuesday, an hour that has just begun.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static HistoryEntry Result(
        string check, DateTimeOffset at, Status status = Status.Ok, double milliseconds = 4, string message = "", bool keepsMessage = false) =>
        new(check)
        {
            Report = new Report(check, at, TimeSpan.FromMilliseconds(milliseconds + 1), status, message)
            {
                ResponseTime = TimeSpan.FromMilliseconds(milliseconds),
                Phases = new PhaseTimings { Connect = TimeSpan.FromMilliseconds(1), Dialogue = TimeSpan.FromMilliseconds(milliseconds - 1) },
            },
            KeepsMessage = keepsMessage,
        };

    /// <summary>A result a minute, each one a millisecond slower than the one before.</summary>
    public static List<HistoryEntry> Minutes(string check, DateTimeOffset from, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Result(check, from.AddMinutes(i), milliseconds: 4 + i))];

    public static Alert Alert(long id, string check, DateTimeOffset? closedAt = null) =>
        new(id, check, Status.Critical, "connection refused", Noon, 3) { ClosedAt = closedAt };

    /// <summary>A run that opens an alert, with all that belongs to it.</summary>
    public static HistoryEntry Opens(long id, string check)
    {
        Alert alert = Alert(id, check);
        return Result(check, Noon, Status.Critical, message: "connection refused\n", keepsMessage: true) with
        {
            Alert = alert,
            Event = new AlertEvent(id, AlertEventKind.Opened, Noon, Status.Critical, alert.Message),
            State = new AlertState { LastStatus = Status.Critical, Attempts = 3, LastAttemptAt = Noon, NotifiedAt = Noon, Open = alert },
        };
    }

    /// <summary>The OK that closes it, a minute later.</summary>
    public static HistoryEntry Closes(long id, string check)
    {
        DateTimeOffset at = Noon.AddMinutes(1);
        return Result(check, at, message: "fine\n", keepsMessage: true) with
        {
            Alert = Alert(id, check, closedAt: at),
            Event = new AlertEvent(id, AlertEventKind.Closed, at, Status.Ok, "fine"),
            State = new AlertState { LastStatus = Status.Ok },
        };
    }
}
