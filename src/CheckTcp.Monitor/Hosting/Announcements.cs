using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Shards;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Hosting;

/// <summary>Tells of alerts in the log, once they are stored.</summary>
internal sealed partial class Announcements(ILogger<Announcements> log)
{
    /// <summary>Tells what these entries brought about.</summary>
    public void Tell(IReadOnlyList<HistoryEntry> entries)
    {
        foreach (HistoryEntry entry in entries)
        {
            if (entry is { Alert: { } alert, Event: { } happened })
            {
                Tell(alert, happened);
            }
        }
    }

    private void Tell(Alert alert, AlertEvent happened)
    {
        string message = MessageText.Cut(happened.Message).TrimEnd('\r', '\n');
        switch (happened.Kind)
        {
            case AlertEventKind.Opened:
                LogOpened(alert.Id, alert.Check, alert.Status.ToText(), message);
                break;
            case AlertEventKind.StatusChanged:
                LogTurned(alert.Id, alert.Check, alert.Status.ToText(), message);
                break;
            case AlertEventKind.Renotified:
                LogStillOpen(alert.Id, alert.Check, alert.Status.ToText(), alert.OpenedAt, message);
                break;
            case AlertEventKind.Closed:
                LogClosed(alert.Id, alert.Check, message);
                break;
            case AlertEventKind.ClosedByHand:
                LogClosedByHand(alert.Id, alert.Check, message);
                break;
        }
    }

    [LoggerMessage(EventId = 1, EventName = "alert-opened", Level = LogLevel.Warning, Message = "alert {Alert} opened: {Check} is {Status}: {Text}")]
    private partial void LogOpened(long alert, string check, string status, string text);

    [LoggerMessage(EventId = 2, EventName = "alert-turned", Level = LogLevel.Warning, Message = "alert {Alert} turned: {Check} is {Status}: {Text}")]
    private partial void LogTurned(long alert, string check, string status, string text);

    [LoggerMessage(
        EventId = 3, EventName = "alert-still-open", Level = LogLevel.Warning,
        Message = "alert {Alert} is still open: {Check} is {Status} since {OpenedAt:u}: {Text}")]
    private partial void LogStillOpen(long alert, string check, string status, DateTimeOffset openedAt, string text);

    [LoggerMessage(EventId = 4, EventName = "alert-closed", Level = LogLevel.Information, Message = "alert {Alert} closed: {Check} is OK: {Text}")]
    private partial void LogClosed(long alert, string check, string text);

    [LoggerMessage(EventId = 5, EventName = "alert-closed-by-hand", Level = LogLevel.Information, Message = "alert {Alert} of {Check} closed by hand: {Reason}")]
    private partial void LogClosedByHand(long alert, string check, string reason);
}
