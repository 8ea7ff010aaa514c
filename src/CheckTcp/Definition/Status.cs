namespace CheckTcp;

/// <summary>How a check came out; the value is the exit code (Monitoring Plugins guidelines, "Plugin Return Codes").</summary>
public enum Status
{
    /// <summary>The service answered as it should.</summary>
    Ok = 0,

    /// <summary>It answered, but not as well as it should.</summary>
    Warning = 1,

    /// <summary>It did not answer, answered wrongly, or far too late.</summary>
    Critical = 2,

    /// <summary>The check itself could not be run as it was asked for.</summary>
    Unknown = 3,
}
