namespace CheckTcp.Probing;

/// <summary>What went wrong in a run: the phase, the cause, and both with the object in words; and the numbers behind them, as far as
/// there are any.</summary>
/// <param name="Phase">Where the run ended.</param>
/// <param name="Cause">Why.</param>
/// <param name="Message">Phase, object and cause: <c>connect to 127.0.0.1:1: connection refused</c>. It may quote what a peer
/// sent; escape it before it is shown.</param>
public sealed record Failure(Phase Phase, FailureCause Cause, string Message)
{
    /// <summary>The step of the dialogue at which the run ended.</summary>
    /// <value>From 1, as <see cref="TcpCheck.Steps"/> are ordered, or <c>null</c> outside the dialogue.</value>
    public int? Step { get; init; }

    /// <summary>That step in words, <c>step 3 "login" (expect ^250)</c>, in dialogues of several steps; else <c>null</c>.</summary>
    public string? StepName { get; init; }

    /// <summary>Bytes that had come in the dialogue until then; 0 outside it.</summary>
    public long BytesReceived { get; init; }

    /// <summary>The operating system's number of the error (errno(3)), such as 111 for ECONNREFUSED on Linux.</summary>
    /// <value><c>null</c> when it was not the system that reported a failure: a deadline that passed, a name that was not found, a
    /// refused certificate, a mismatch. Outside Linux also where the platform keeps the number to itself. Where several addresses
    /// failed, that of the last.</value>
    public int? Errno { get; init; }

    /// <summary>Whether this machine itself has no way to the address: no route to it, or no address of its family. Nothing was sent, so it
    /// proves nothing about the target; the same error from a router on the way is an answer, and this is <c>false</c>.</summary>
    public bool NoRoute { get; init; }

    /// <summary>The number of the TLS alert that the peer sent (RFC 8446 section 6), 0 to 255, or <c>null</c> if it sent none.</summary>
    public int? TlsAlert { get; init; }

    /// <summary>A failure whose words are made from its parts.</summary>
    internal static Failure Of(Phase phase, FailureCause cause, string subject, string? detail = null) =>
        new(phase, cause, $"{FailureWords.Of(phase)} {subject}: {detail ?? FailureWords.Of(cause)}");
}
