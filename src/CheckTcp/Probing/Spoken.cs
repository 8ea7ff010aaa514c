namespace CheckTcp.Probing;

/// <summary>One piece of a dialogue's transcript.</summary>
/// <param name="At">Since the start of the run, without the waits that the check asks for.</param>
/// <param name="Direction">Who spoke.</param>
/// <param name="Bytes">What was said: under TLS, what was inside.</param>
public sealed record Spoken(TimeSpan At, Direction Direction, ReadOnlyMemory<byte> Bytes);

/// <summary>Who speaks.</summary>
public enum Direction
{
    /// <summary>The check.</summary>
    Sent,

    /// <summary>The server.</summary>
    Received,
}
