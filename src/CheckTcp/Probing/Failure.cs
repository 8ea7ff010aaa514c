namespace CheckTcp.Probing;

/// <summary>What went wrong in a run: the phase, the cause, and both with the object in words.</summary>
/// <param name="Phase">Where the run ended.</param>
/// <param name="Cause">Why.</param>
/// <param name="Message">Phase, object and cause: <c>connect to 127.0.0.1:1: connection refused</c>. It may quote what a peer
/// sent; escape it before it is shown.</param>
public sealed record Failure(Phase Phase, FailureCause Cause, string Message)
{
    /// <summary>A failure whose words are made from its parts.</summary>
    internal static Failure Of(Phase phase, FailureCause cause, string subject, string? detail = null) =>
        new(phase, cause, $"{FailureWords.Of(phase)} {subject}: {detail ?? FailureWords.Of(cause)}");
}
