namespace CheckTcp.Probing;

/// <summary>A run that failed and was tried again.</summary>
/// <param name="Failure">Why it failed.</param>
/// <param name="ResponseTime">From its own start to its end.</param>
public sealed record FailedAttempt(Failure Failure, TimeSpan ResponseTime)
{
    /// <summary>How many of them keep a transcript, the first ones: what is kept stays bounded.</summary>
    public const int KeptTranscripts = 10;

    /// <summary>What was said in it, as <see cref="Observation.Transcript"/> has it; <c>null</c> where none is kept, and where each address
    /// was checked by itself.</summary>
    public Transcript? Transcript { get; init; }
}
