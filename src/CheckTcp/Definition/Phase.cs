namespace CheckTcp;

/// <summary>The parts of a run, in their order.</summary>
public enum Phase
{
    /// <summary>The host's name became addresses.</summary>
    Resolve,

    /// <summary>The connection was made: to the target, or to the proxy.</summary>
    Connect,

    /// <summary>The proxy was asked for a connection to the target.</summary>
    Proxy,

    /// <summary>The TLS handshake.</summary>
    Tls,

    /// <summary>Something was sent.</summary>
    Send,

    /// <summary>The response was read and matched.</summary>
    Expect,

    /// <summary>The goodbye was sent.</summary>
    Quit,
}
