using System.Net;

namespace CheckTcp.Probing;

/// <summary>One address that a run tried to connect to.</summary>
/// <param name="EndPoint">The address and port, or the Unix socket.</param>
/// <param name="Failure">Why it did not answer, or <c>null</c> if it did or if another one was faster.</param>
/// <param name="Connected">Whether the run went on with this one.</param>
public sealed record AddressAttempt(EndPoint EndPoint, Failure? Failure, bool Connected)
{
    /// <summary>How long the attempt lasted; zero for an address whose turn did not come before the deadline.</summary>
    public TimeSpan Duration { get; init; }
}
