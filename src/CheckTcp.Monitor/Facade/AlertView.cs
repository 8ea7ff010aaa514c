using System.Text.Json.Serialization;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Facade;

/// <summary>An alert, as <c>check-tcpd alerts --json</c> prints it. Members are only ever added.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Check">The name of the check.</param>
/// <param name="Status">WARNING, CRITICAL or UNKNOWN: the status now, or when it closed.</param>
/// <param name="Message">The message of the latest run that was not OK.</param>
/// <param name="OpenedAt">When it opened.</param>
/// <param name="ClosedAt">When it closed; <c>null</c> while it is open.</param>
/// <param name="Reason">What the person who closed it said; <c>null</c> when an OK closed it.</param>
/// <param name="Attempts">Runs that were not OK, from the first in a row that led to it.</param>
internal sealed record AlertView(
    long Id,
    string Check,
    string Status,
    string Message,
    DateTimeOffset OpenedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? ClosedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Reason,
    int Attempts) : DiagnosedView
{
    /// <summary>Why the run that opened it was not OK; <c>null</c> where that is not known.</summary>
    public Diagnosis? OpenedWith { get; init; }

    /// <summary>The alert as it is shown.</summary>
    public static AlertView Of(Alert alert) => new(
        alert.Id, alert.Check, alert.Status.ToText(), alert.Message, alert.OpenedAt, alert.ClosedAt, alert.Reason, alert.Attempts)
    {
        Diagnosis = alert.Diagnosis,
        OpenedWith = alert.OpenedWith,
    };
}
