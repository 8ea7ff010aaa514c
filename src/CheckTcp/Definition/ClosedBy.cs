namespace CheckTcp;

/// <summary>What proves that a port is closed.</summary>
public enum ClosedBy
{
    /// <summary>Nobody could be connected to: refused, unreachable or silent.</summary>
    Any,

    /// <summary>Somebody said so: the connection was refused. Silence, as behind a firewall that drops, proves nothing.</summary>
    Refused,
}
