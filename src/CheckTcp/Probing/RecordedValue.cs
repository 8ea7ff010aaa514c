namespace CheckTcp.Probing;

/// <summary>A value that a run came by and that a step recorded.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Value">The value; it may come from the peer, so escape it before it is shown.</param>
public sealed record RecordedValue(string Name, string Value);
