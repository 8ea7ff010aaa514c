using System.Collections.Immutable;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Domain;

/// <summary>A result as it is handed on: to the alerts, to the history, to whoever wants to know.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="StartedAt">When the run began, by the wall clock.</param>
/// <param name="Duration">How long the run took.</param>
/// <param name="Status">How it came out.</param>
/// <param name="Message">What the check printed on standard output, its line end included.</param>
internal sealed record Report(string Check, DateTimeOffset StartedAt, TimeSpan Duration, Status Status, string Message)
{
    /// <summary>The response time that the check itself measured; <c>null</c> for a child, whose duration is all there is.</summary>
    public TimeSpan? ResponseTime { get; init; }

    /// <summary>The phases of a run in process; <c>null</c> for a child.</summary>
    public PhaseTimings? Phases { get; init; }

    /// <summary>Why a run in process was not OK, or what it took to be; <c>null</c> when there is nothing to tell, and for a child.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>What the TLS handshakes of a run in process showed: one, or where each address is checked by itself that of each. With their
    /// certificates they are too large to be kept; the latter are told apart first (<see cref="Shards.SeenCertificates"/>).</summary>
    public ImmutableArray<TlsSession> Sessions { get; init; } = [];

    /// <summary>Bytes of output beyond the bound, which were counted and dropped.</summary>
    public long DroppedBytes { get; init; }
}
