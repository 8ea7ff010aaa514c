using CheckTcp.Probing;

namespace CheckTcp.Monitor.Execution.InProcess;

/// <summary>How a call of <c>check-tcp</c> in process came out.</summary>
/// <param name="Status">The status.</param>
/// <param name="Message">What a child would have printed.</param>
/// <param name="Errors">What a child would have put on standard error.</param>
internal readonly record struct TcpOutcome(Status Status, string Message, string Errors)
{
    /// <summary>What its run saw; <c>null</c> when there was none.</summary>
    public Observation? Seen { get; init; }

    /// <summary>What that came to; <c>null</c> when nothing was judged.</summary>
    public Judgement? Judgement { get; init; }
}
