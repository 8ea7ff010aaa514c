using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Shards;

/// <summary>Where the watch meets the world.</summary>
/// <param name="Run">Runs a check once.</param>
/// <param name="Remember">Hands on what is to be stored; does not wait.</param>
/// <param name="Act">Starts the action of a check, if it has one, with the whole report; does not wait. Called in the order of the runs.</param>
internal sealed record WatchEdges(
    Func<CheckDefinition, CancellationToken, ValueTask<Report>> Run,
    Action<HistoryEntry> Remember,
    Action<CheckDefinition, Report> Act);
