using System.Net;

namespace CheckTcp.Probing;

/// <summary>What the names of a check came to.</summary>
/// <param name="Targets">The target's addresses in the order in which they are tried; the name itself for a proxy that resolves it.</param>
internal sealed record Resolution(IReadOnlyList<EndPoint> Targets)
{
    /// <summary>The proxy's addresses; <c>null</c> without a proxy.</summary>
    public IReadOnlyList<EndPoint>? Proxies { get; init; }

    /// <summary>How long the resolver took, or <c>null</c> if it was not asked.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>Why there are none.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Where to connect.</summary>
    public IReadOnlyList<EndPoint> EndPoints => Proxies ?? Targets;

    /// <summary>What the proxy is asked for; <c>null</c> without a proxy.</summary>
    public EndPoint? Beyond => Proxies is null ? null : Targets[0];
}
