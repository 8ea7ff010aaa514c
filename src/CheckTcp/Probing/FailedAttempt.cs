namespace CheckTcp.Probing;

/// <summary>A run that failed and was tried again.</summary>
/// <param name="Failure">Why it failed.</param>
/// <param name="ResponseTime">From its own start to its end.</param>
public sealed record FailedAttempt(Failure Failure, TimeSpan ResponseTime);
