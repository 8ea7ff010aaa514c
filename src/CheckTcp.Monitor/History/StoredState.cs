using CheckTcp.Monitor.Alerting;

namespace CheckTcp.Monitor.History;

/// <summary>What a start goes on from.</summary>
/// <param name="Checks">The state of each check that has one, by name; those that are not configured any more included.</param>
/// <param name="NextAlertId">Higher than that of every alert there ever was in the store.</param>
internal sealed record StoredState(IReadOnlyDictionary<string, AlertState> Checks, long NextAlertId)
{
    /// <summary>Nothing was ever stored.</summary>
    public static readonly StoredState Empty = new(new Dictionary<string, AlertState>(), 1);
}
