namespace CheckTcp.Monitor.Scheduling;

/// <summary>How the schedule fares.</summary>
/// <param name="Checks">How many checks are scheduled.</param>
/// <param name="Running">How many run now.</param>
/// <param name="Waiting">How many are due and wait for a bound on concurrency.</param>
/// <param name="Started">Runs since the start of the program.</param>
/// <param name="Skipped">Moments since then at which a check was not run: its run before was not over, or a gap in time went by.</param>
/// <param name="Lag">How late runs began of late.</param>
internal sealed record ScheduleFigures(int Checks, int Running, int Waiting, long Started, long Skipped, LagFigures Lag);
