using CheckTcp.Probing.Transports;

namespace CheckTcp.Tests.Probing;

/// <summary>The transports that a contract is tested on.</summary>
public enum Transport
{
    Sockets = TransportKind.Sockets,
    Epoll = TransportKind.Epoll,
    Blocking = TransportKind.Blocking,
}
