namespace CheckTcp.Probing.Transports;

/// <summary>Which way a prober reaches the network. What only Linux offers gives way to <see cref="Sockets"/> elsewhere.</summary>
internal enum TransportKind
{
    /// <summary>The platform's sockets, waiting asynchronously.</summary>
    Sockets,

    /// <summary>Linux' epoll(7), waiting asynchronously.</summary>
    Epoll,

    /// <summary>Linux' poll(2), on the caller's thread.</summary>
    Blocking,
}
