namespace CheckTcp.Probing.Conversations;

/// <summary>How a step that reads came out.</summary>
/// <remarks>An object, for whatever size it has as a value it would have in each of the state machines that hand it up.</remarks>
/// <param name="Cause">Why it failed, or <c>null</c> if it did not.</param>
/// <param name="Words">The same in words.</param>
internal sealed record StepOutcome(FailureCause? Cause, string Words)
{
    /// <summary>What the words end with: something of the check or of the peer, in which secrets are to be hidden; empty for nothing.</summary>
    public string? Quoted { get; init; }

    /// <summary>All has been said, whatever steps are left.</summary>
    public bool EndsDialogue { get; init; }

    /// <summary>What the peer is to hear before the step reads on; <c>null</c> when it has read all.</summary>
    public ReadOnlyMemory<byte>? Reply { get; init; }

    public static StepOutcome Passed { get; } = new(null, "");

    public static StepOutcome Mismatch { get; } = new(FailureCause.Mismatch, "the response does not match");

    public static StepOutcome Closed { get; } = new(FailureCause.Closed, "connection closed by peer");

    public static StepOutcome Rejected(string pattern) => new(FailureCause.Rejected, "the response matches what is rejected: ") { Quoted = pattern };

    public static StepOutcome TooLong(string what) => new(FailureCause.TooLong, what);
}
