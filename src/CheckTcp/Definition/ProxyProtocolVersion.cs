namespace CheckTcp;

/// <summary>Versions of HAProxy's PROXY protocol, with which a proxy tells a server whom it speaks for.</summary>
public enum ProxyProtocolVersion
{
    /// <summary>One line of text.</summary>
    Version1 = 1,

    /// <summary>A binary header.</summary>
    Version2 = 2,

    /// <summary>The binary header without addresses (LOCAL): the connection is the sender's own, as that of a health check, and the server goes
    /// by what it sees.</summary>
    Version2Local = 3,
}
