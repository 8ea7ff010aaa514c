namespace CheckTcp.Probing.Conversations;

/// <summary>How a step that reads came out.</summary>
/// <remarks>As wide as a reference, for it stands in each of the state machines that hand it up; and a value, since those of objects share
/// their code and look their types up while they run.</remarks>
internal readonly struct StepOutcome
{
    private readonly Details? _details;

    /// <param name="cause">Why it failed.</param>
    /// <param name="words">The same in words.</param>
    public StepOutcome(FailureCause cause, string words)
        : this(new Details(cause, words))
    {
    }

    private StepOutcome(Details details) => _details = details;

    public static StepOutcome Passed => default;

    public static StepOutcome Mismatch { get; } = new(FailureCause.Mismatch, "the response does not match");

    public static StepOutcome Closed { get; } = new(FailureCause.Closed, "connection closed by peer");

    /// <summary>Why it failed, or <c>null</c> if it did not.</summary>
    public FailureCause? Cause => _details?.Cause;

    /// <summary>The same in words.</summary>
    public string Words => _details?.Words ?? "";

    /// <summary>What the words end with: something of the check or of the peer, in which secrets are to be hidden; <c>null</c> for nothing.</summary>
    public string? Quoted => _details?.Quoted;

    /// <summary>All has been said, whatever steps are left.</summary>
    public bool EndsDialogue => _details is { EndsDialogue: true };

    /// <summary>What the peer is to hear before the step reads on; <c>null</c> when it has read all.</summary>
    public ReadOnlyMemory<byte>? Reply => _details?.Reply;

    public static StepOutcome Rejected(string pattern) =>
        new(new Details(FailureCause.Rejected, "the response matches what is rejected: ") { Quoted = pattern });

    public static StepOutcome TooLong(string what) => new(FailureCause.TooLong, what);

    /// <summary>A message that passed, and what comes of it.</summary>
    public static StepOutcome PassedWith(bool endsDialogue, ReadOnlyMemory<byte>? reply) =>
        new(new Details(null, "") { EndsDialogue = endsDialogue, Reply = reply });

    /// <summary>The same, its words ending with this.</summary>
    public StepOutcome EndingWith(string quoted) =>
        _details is null ? this : new(_details with { Words = _details.Words + quoted, Quoted = null });

    private sealed record Details(FailureCause? Cause, string Words)
    {
        public string? Quoted { get; init; }

        public bool EndsDialogue { get; init; }

        public ReadOnlyMemory<byte>? Reply { get; init; }
    }
}
