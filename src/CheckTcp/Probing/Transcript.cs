using System.Collections.Immutable;

namespace CheckTcp.Probing;

/// <summary>Every byte that was sent and received in a dialogue, in its order, as far as there is room.</summary>
public sealed record Transcript
{
    /// <summary>Bytes that are kept of each direction.</summary>
    public const int KeptBytes = 32 * 1024;

    /// <summary>Pieces that are kept: a peer may send byte by byte.</summary>
    public const int KeptPieces = 4096;

    /// <summary>What was said, in its order, from the beginning on.</summary>
    public ImmutableArray<Spoken> Pieces { get; init; } = [];

    /// <summary>When TLS began in the middle, after something was said, since the start of the run; else <c>null</c>.</summary>
    public TimeSpan? TlsFrom { get; init; }

    /// <summary>Bytes that were sent after those that were kept.</summary>
    public long OmittedSent { get; init; }

    /// <summary>Bytes that were received after those that were kept.</summary>
    public long OmittedReceived { get; init; }
}
