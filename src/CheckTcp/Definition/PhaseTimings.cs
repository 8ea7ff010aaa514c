namespace CheckTcp;

/// <summary>How long the phases of a run took; a phase that was not reached, or not asked for, is <c>null</c>.</summary>
public sealed record PhaseTimings
{
    /// <summary>Name to addresses, also the proxy's; <c>null</c> for an address that was given as such.</summary>
    public TimeSpan? Resolve { get; init; }

    /// <summary>First attempt to connect until one connection stood.</summary>
    public TimeSpan? Connect { get; init; }

    /// <summary>From the connection to the proxy until the proxy had one to the target.</summary>
    public TimeSpan? Proxy { get; init; }

    /// <summary>The TLS handshake, the certificate's verification included.</summary>
    public TimeSpan? Tls { get; init; }

    /// <summary>From the start of the dialogue to the first byte of the response, waits left out.</summary>
    public TimeSpan? FirstByte { get; init; }

    /// <summary>The whole dialogue, waits left out.</summary>
    public TimeSpan? Dialogue { get; init; }

    /// <summary>Each phase with its name as <c>--warning</c> takes it, in the order of a run.</summary>
    public IEnumerable<(string Phase, TimeSpan? Took)> InOrder() =>
    [
        ("resolve", Resolve), ("connect", Connect), ("proxy", Proxy), ("tls", Tls), ("first-byte", FirstByte), ("dialogue", Dialogue),
    ];
}
