using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>Times above which a check is no longer OK: of the whole run, and of its phases.</summary>
public sealed record Thresholds
{
    /// <summary>No thresholds: a check that succeeds is OK however long it took.</summary>
    public static Thresholds None { get; } = new();

    /// <summary>WARNING for a response time above this; exactly this is still OK.</summary>
    /// <value>More than zero, or <c>null</c> (the default) for no such threshold.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Warning { get; init => field = Positive(value); }

    /// <summary>CRITICAL for a response time above this; exactly this is not. It wins over <see cref="Warning"/>.</summary>
    /// <value>More than zero, or <c>null</c> (the default) for no such threshold.</value>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Critical { get; init => field = Positive(value); }

    /// <summary>WARNING when a phase takes longer than this; none by default.</summary>
    public PhaseThresholds WarningPhases { get; init; } = PhaseThresholds.None;

    /// <summary>CRITICAL when a phase takes longer than this; none by default. It wins over both warnings.</summary>
    public PhaseThresholds CriticalPhases { get; init; } = PhaseThresholds.None;

    /// <summary>WARNING when the server's certificate, or one above it, is valid for less time than this; exactly this is still OK.</summary>
    /// <value>Zero or more, or <c>null</c> (the default) for no such threshold. It counts from the handshake
    /// (<see cref="TlsSession.At"/>).</value>
    /// <exception cref="ArgumentOutOfRangeException">Less than zero.</exception>
    public TimeSpan? CertificateWarning { get; init => field = ZeroOrMore(value); }

    /// <summary>CRITICAL when the server's certificate, or one above it, is valid for less time than this. It wins over
    /// <see cref="CertificateWarning"/>. One that has expired is CRITICAL where either is given.</summary>
    /// <inheritdoc cref="CertificateWarning" path="/value"/>
    /// <inheritdoc cref="CertificateWarning" path="/exception"/>
    public TimeSpan? CertificateCritical { get; init => field = ZeroOrMore(value); }

    /// <summary>Whether these two count for the server's own certificate alone; by default those above it count, too.</summary>
    public bool ServerCertificateOnly { get; init; }

    /// <summary>Whether certificates are watched.</summary>
    internal bool WatchCertificates => CertificateWarning is not null || CertificateCritical is not null;

    /// <summary>The status that a response time of a successful run deserves, its phases left aside.</summary>
    public Status StatusOf(TimeSpan responseTime)
    {
        if (responseTime > Critical)
        {
            return Status.Critical;
        }

        return responseTime > Warning ? Status.Warning : Status.Ok;
    }

    /// <summary>The status that a successful run deserves: the worst of its response time's and its phases'.</summary>
    /// <param name="responseTime">Of the whole run.</param>
    /// <param name="phases">How long its phases took.</param>
    public Status StatusOf(TimeSpan responseTime, PhaseTimings phases)
    {
        Status ofWhole = StatusOf(responseTime);
        if (ofWhole == Status.Critical || CriticalPhases.AreExceededBy(phases))
        {
            return Status.Critical;
        }

        return WarningPhases.AreExceededBy(phases) ? Status.Warning : ofWhole;
    }

    /// <summary>The status that the time left of a certificate deserves.</summary>
    internal Status StatusOfCertificate(TimeSpan left)
    {
        if (!WatchCertificates)
        {
            return Status.Ok;
        }

        if (left < TimeSpan.Zero || left < CertificateCritical)
        {
            return Status.Critical;
        }

        return left < CertificateWarning ? Status.Warning : Status.Ok;
    }

    private static TimeSpan? ZeroOrMore(TimeSpan? value)
    {
        if (value is { } threshold)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(threshold, TimeSpan.Zero);
        }

        return value;
    }

    internal static TimeSpan? Positive(TimeSpan? value)
    {
        if (value is { } threshold)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(threshold, TimeSpan.Zero);
        }

        return value;
    }
}
