namespace CheckTcp;

/// <summary>Times that single phases of a run may take, for those who want to hear which part of a service has become slow.</summary>
/// <remarks>The phases are those of <see cref="PhaseTimings"/>. Each threshold is more than zero, or <c>null</c> (the default) for none;
/// exactly the threshold is still within it, and a phase that did not happen always is.</remarks>
public sealed record PhaseThresholds
{
    /// <summary>No thresholds: the phases may take as long as they like.</summary>
    public static PhaseThresholds None { get; } = new();

    /// <summary>How long to find the addresses of a name may take.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Resolve { get; init => field = Thresholds.Positive(value); }

    /// <summary>How long the first attempt to connect may take until one connection stands.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Connect { get; init => field = Thresholds.Positive(value); }

    /// <summary>How long the proxy may take to connect to the target.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Proxy { get; init => field = Thresholds.Positive(value); }

    /// <summary>How long the TLS handshake may take.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Tls { get; init => field = Thresholds.Positive(value); }

    /// <summary>How long the first byte of the response may take from the start of the dialogue.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? FirstByte { get; init => field = Thresholds.Positive(value); }

    /// <summary>How long the whole dialogue may take.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero or less.</exception>
    public TimeSpan? Dialogue { get; init => field = Thresholds.Positive(value); }

    /// <summary>The threshold of each phase, as <see cref="PhaseTimings.InOrder"/> orders and names them.</summary>
    public IEnumerable<(string Phase, TimeSpan? Threshold)> InOrder() =>
        new PhaseTimings { Resolve = Resolve, Connect = Connect, Proxy = Proxy, Tls = Tls, FirstByte = FirstByte, Dialogue = Dialogue }.InOrder();

    /// <summary>Whether any phase took longer than it may.</summary>
    public bool AreExceededBy(PhaseTimings phases) =>
        phases.Resolve > Resolve
        || phases.Connect > Connect
        || phases.Proxy > Proxy
        || phases.Tls > Tls
        || phases.FirstByte > FirstByte
        || phases.Dialogue > Dialogue;
}
