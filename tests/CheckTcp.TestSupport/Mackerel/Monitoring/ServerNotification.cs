namespace CheckTcp.TestSupport.Mackerel.Monitoring;

/// <summary>A notification that the server sent out.</summary>
/// <param name="HostId">The host whose check it is of.</param>
/// <param name="Check">The name of the check.</param>
/// <param name="AlertId">The alert that it tells of.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Status">The status that it shows.</param>
/// <param name="Message">The message that it shows.</param>
/// <param name="At">The time of the report that led to it, or of the closing by hand.</param>
public sealed record ServerNotification(
    string HostId, string Check, string AlertId, ServerNotificationKind Kind, string Status, string Message, DateTimeOffset At);

/// <summary>What a notification tells.</summary>
public enum ServerNotificationKind
{
    /// <summary>An alert has opened.</summary>
    Opened,

    /// <summary>An open alert has another status than OK.</summary>
    Turned,

    /// <summary>An alert is still open.</summary>
    Again,

    /// <summary>An OK has closed it.</summary>
    Closed,

    /// <summary>A person has closed it.</summary>
    ClosedByHand,
}
