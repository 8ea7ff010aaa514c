using System.Net;

namespace CheckTcp;

/// <summary>The way to the target: from which address, through which proxy, and announced how.</summary>
/// <remarks>To a Unix socket there is only one way: of these only <see cref="ProxyProtocol"/> counts there.</remarks>
public sealed record Route
{
    /// <summary>From any address of this machine, straight to the target, unannounced.</summary>
    public static Route Direct { get; } = new();

    /// <summary>The local address to connect from; only addresses of its family are connected to.</summary>
    /// <value><c>null</c> (the default) leaves the choice to the system. A run from an address that this machine does not have fails with
    /// <see cref="Probing.FailureCause.Local"/>.</value>
    public IPAddress? Source { get; init; }

    /// <summary>The proxy to go through; <c>null</c> (the default) for none.</summary>
    public Proxy? Proxy { get; init; }

    /// <summary>The version of the PROXY protocol in which the connection's addresses are told to the target before anything else;
    /// <c>null</c> (the default) for none.</summary>
    public ProxyProtocolVersion? ProxyProtocol { get; init; }
}
