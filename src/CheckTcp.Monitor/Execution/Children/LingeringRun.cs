namespace CheckTcp.Monitor.Execution.Children;

/// <summary>A run that is over by all rules, while something of it lives on.</summary>
/// <param name="Owner">Whose run it was: the check.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Reason">What lives on, why, and what helps.</param>
internal sealed record LingeringRun(string Owner, DateTimeOffset StartedAt, string Reason);
