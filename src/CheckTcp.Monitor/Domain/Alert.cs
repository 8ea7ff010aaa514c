namespace CheckTcp.Monitor.Domain;

/// <summary>An open or closed record of a check not being OK.</summary>
/// <param name="Id">Unique in a store, ascending.</param>
/// <param name="Check">The name of the check.</param>
/// <param name="Status">The status that it has now, or had when it closed: WARNING, CRITICAL or UNKNOWN.</param>
/// <param name="Message">The message of the latest run that was not OK.</param>
/// <param name="OpenedAt">The start of the run that opened it.</param>
/// <param name="Attempts">Runs that were not OK, from the first in a row that led to it.</param>
internal sealed record Alert(long Id, string Check, Status Status, string Message, DateTimeOffset OpenedAt, int Attempts)
{
    /// <summary>Why the latest run that was not OK was not, as data; <c>null</c> where that is not known.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>Why the run that opened it was not OK, as data; <c>null</c> where that is not known.</summary>
    public Diagnosis? OpenedWith { get; init; }

    /// <summary>When it was closed; <c>null</c> while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>What the person who closed it said; <c>null</c> when an OK closed it.</summary>
    public string? Reason { get; init; }
}
