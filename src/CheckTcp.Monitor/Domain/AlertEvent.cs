namespace CheckTcp.Monitor.Domain;

/// <summary>What happened to an alert, stored once.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When: the start of the run that brought it about, or the time of a person's doing.</param>
/// <param name="Status">The status after it; OK when it closed.</param>
/// <param name="Message">The message of the run, or a person's reason.</param>
internal sealed record AlertEvent(long AlertId, AlertEventKind Kind, DateTimeOffset At, Status Status, string Message)
{
    /// <summary>Why the run was not OK, as data; <c>null</c> where that is not known, and when it closed.</summary>
    public Diagnosis? Diagnosis { get; init; }
}

/// <summary>Kinds of events; the numbers are stored.</summary>
internal enum AlertEventKind
{
    /// <summary>The alert opened.</summary>
    Opened = 1,

    /// <summary>An open alert took another status.</summary>
    StatusChanged = 2,

    /// <summary>The notification interval has passed, and the alert is still open.</summary>
    Renotified = 3,

    /// <summary>An OK closed it.</summary>
    Closed = 4,

    /// <summary>A person closed it.</summary>
    ClosedByHand = 5,
}
