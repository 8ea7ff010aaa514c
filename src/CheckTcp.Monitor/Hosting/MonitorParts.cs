using CheckTcp.Monitor.Channels.Mackerel;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Scheduling;
using CheckTcp.Monitor.Shards;
using CheckTcp.Monitor.Storage;

namespace CheckTcp.Monitor.Hosting;

/// <summary>What the daemon consists of.</summary>
/// <param name="Configuration">What is in force.</param>
/// <param name="Watch">The checks.</param>
/// <param name="Scheduler">Their schedule.</param>
/// <param name="Executor">Their execution.</param>
/// <param name="Actions">Their actions.</param>
/// <param name="History">Where alerts and results are written.</param>
/// <param name="Reporter">Brings reports to Mackerel.</param>
/// <param name="Stopping">Cancelled when the daemon stops; actions of checks run under it.</param>
internal sealed record MonitorParts(
    LiveConfiguration Configuration, Watch Watch, Scheduler Scheduler, Executor Executor, ActionRunner Actions, HistoryWriter History,
    Reporter Reporter, CancellationTokenSource Stopping);
