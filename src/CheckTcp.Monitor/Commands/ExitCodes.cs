namespace CheckTcp.Monitor.Commands;

/// <summary>How commands exit that stand for a plugin: 0 for OK, 1 for WARNING, 2 for CRITICAL, 3 for UNKNOWN.</summary>
internal static class ExitCodes
{
    /// <summary>Of a status as it is shown; a check that has not run yet is not known.</summary>
    public static int Of(string? status) => status switch
    {
        "OK" => (int)Status.Ok,
        "WARNING" => (int)Status.Warning,
        "CRITICAL" => (int)Status.Critical,
        _ => (int)Status.Unknown,
    };

    /// <summary>Of several: the worst, where CRITICAL is worse than UNKNOWN; one that has not run yet does not count.</summary>
    public static int OfWorst(IEnumerable<string?> statuses)
    {
        int[] codes = [.. statuses.OfType<string>().Select(Of)];
        return codes.Contains((int)Status.Critical) ? (int)Status.Critical : codes.DefaultIfEmpty((int)Status.Ok).Max();
    }
}
