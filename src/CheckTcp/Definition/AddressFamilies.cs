namespace CheckTcp;

/// <summary>Which of a host's addresses a check may use.</summary>
public enum AddressFamilies
{
    /// <summary>IPv6 and IPv4, in the resolver's order (RFC 6724), tried as RFC 8305 says.</summary>
    Any,

    /// <summary>Only IPv4.</summary>
    IPv4,

    /// <summary>Only IPv6.</summary>
    IPv6,
}
