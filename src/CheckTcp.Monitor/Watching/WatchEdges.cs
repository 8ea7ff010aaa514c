using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.History;

namespace CheckTcp.Monitor.Watching;

/// <summary>Where the watch meets the world.</summary>
/// <param name="Run">Runs a check once.</param>
/// <param name="Remember">Hands on what is to be stored; does not wait.</param>
/// <param name="Act">Starts the action of a check with the whole report and the status before it, since the start of the program; does not
/// wait.</param>
internal sealed record WatchEdges(
    Func<CheckDefinition, CancellationToken, ValueTask<Report>> Run,
    Action<HistoryEntry> Remember,
    Action<CheckAction, Report, Status?> Act);
