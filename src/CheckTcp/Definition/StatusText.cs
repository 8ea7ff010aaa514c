namespace CheckTcp;

/// <summary>How a <see cref="Status"/> is written in reports.</summary>
public static class StatusText
{
    /// <summary>The word that monitors know: <c>OK</c>, <c>WARNING</c>, <c>CRITICAL</c> or <c>UNKNOWN</c>.</summary>
    public static string ToText(this Status status) => status switch
    {
        Status.Ok => "OK",
        Status.Warning => "WARNING",
        Status.Critical => "CRITICAL",
        _ => "UNKNOWN",
    };
}
