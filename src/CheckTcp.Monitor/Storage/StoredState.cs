using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Storage;

/// <summary>What a start goes on from.</summary>
/// <param name="Checks">The state of each check that has one, by name; those that are not configured any more included.</param>
/// <param name="NextAlertId">Higher than that of every alert there ever was in the store.</param>
/// <param name="Reports">The reports that wait to be sent.</param>
internal sealed record StoredState(IReadOnlyDictionary<string, AlertState> Checks, long NextAlertId, StoredReports Reports)
{
    /// <summary>Nothing was ever stored.</summary>
    public static readonly StoredState Empty = new(new Dictionary<string, AlertState>(), 1, StoredReports.None);

    /// <summary>The time that the store's upkeep went by, in milliseconds since 1970; 0 before the first.</summary>
    public long Clock { get; init; }

    /// <summary>The certificates that each check's servers showed, by the name of the check.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ShownCertificate>> Certificates { get; init; } =
        new Dictionary<string, IReadOnlyList<ShownCertificate>>();
}

/// <summary>Where the queue of reports stood.</summary>
/// <param name="Waiting">How many wait, by the custom identifier of their host; <c>null</c> for this one.</param>
/// <param name="ReportedAt">When each check was last reported, in seconds since 1970.</param>
/// <param name="LastId">The highest id of a report that waits; 0 for none.</param>
/// <param name="Oldest">The time of the first that waits, in seconds since 1970; <c>null</c> for none.</param>
internal sealed record StoredReports(
    IReadOnlyList<(string? Host, long Count)> Waiting, IReadOnlyDictionary<string, long> ReportedAt, long LastId, long? Oldest)
{
    /// <summary>None waits, and none ever did.</summary>
    public static readonly StoredReports None = new([], new Dictionary<string, long>(), 0, null);
}
