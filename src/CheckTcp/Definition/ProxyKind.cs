namespace CheckTcp;

/// <summary>What a proxy is asked in.</summary>
public enum ProxyKind
{
    /// <summary>SOCKS 5 (RFC 1928); the target's name is resolved here, and the proxy is told its first address.</summary>
    Socks5,

    /// <summary>SOCKS 5 (RFC 1928); the proxy is told the target's name and resolves it.</summary>
    Socks5WithNames,

    /// <summary>HTTP CONNECT (RFC 9110 section 9.3.6); the proxy is told the target's name and resolves it.</summary>
    HttpConnect,
}
