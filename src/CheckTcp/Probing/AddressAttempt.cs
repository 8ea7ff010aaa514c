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

    /// <summary>How often the first segment (SYN) had to be sent again until the peer answered or the attempt failed: it, or the answer,
    /// was lost, or the peer's queue of connections was full.</summary>
    /// <value>Only known, and only asked for, on Linux, of an attempt that took longer than 0.9 s, since the kernel waits for one second
    /// before it tries again (RFC 6298 section 2); <c>null</c> otherwise.</value>
    public int? Retransmissions { get; init; }
}
