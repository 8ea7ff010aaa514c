namespace CheckTcp.TestSupport;

/// <summary>How a connection to a <see cref="ScriptedServer"/> came to its end.</summary>
public enum ConnectionEnd
{
    /// <summary>The client closed in order: FIN.</summary>
    Finished,

    /// <summary>The client aborted: RST.</summary>
    Reset,

    /// <summary>The server ended it first: the script reset it or failed, or the server was disposed.</summary>
    CutByServer,
}
