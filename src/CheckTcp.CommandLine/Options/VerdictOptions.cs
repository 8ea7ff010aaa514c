namespace CheckTcp.CommandLine.Options;

/// <summary>How long it may take, and what status it means.</summary>
internal static class VerdictOptions
{
    public static OptionGroup Group { get; } = new("How it is judged",
    [
        Option.Time("timeout", 't', "Deadline for everything together (default: 10).",
            (values, timeout) => values.Timeout = timeout),
        Option.Integer("retries", null, "N", "Try a failed run again up to N times, all within the timeout.",
            (values, retries) => values.Retries = retries),
        Option.Time("retry-delay", null, "Time between two attempts (default: 1); it counts against the timeout.",
            (values, delay) => values.RetryDelay = delay),
        Option.Thresholds("warning", 'w', $"Response time above which the status is WARNING, or times of phases, such as connect=0.1,total=3; "
            + $"phases are {ThresholdList.Names}.",
            (values, warning) => values.Warning = warning),
        Option.Thresholds("critical", 'c', "Response time above which the status is CRITICAL, or times of phases, as with --warning.",
            (values, critical) => values.Critical = critical),
        Option.Flag("error-warning", 'W', "Report errors as WARNING instead of CRITICAL.",
            values => values.ErrorIsWarning = true),
        StatusOfFailure("refuse", "Status when the connection is refused: ok, warn or crit; as any other error when left out.",
            (values, status) => values.RefusedStatus = status),
        StatusOfFailure("mismatch", "Status when the answer does not match or is rejected: ok, warn or crit; as any other error when left out.",
            (values, status) => values.MismatchStatus = status),
        Option.Flag("expect-closed", 'C', "Be OK when nobody listens, and fail when somebody does; only the connection is tried.",
            values => values.ExpectClosed = true),
        Option.Text("closed-by", null, "WHAT", "With --expect-closed: what counts, refused or any, which is silence, too (default: any).",
            (values, proof) => values.ClosedBy = proof),
        new Option("status-as", null, "MAP", "Report statuses as others, such as UNKNOWN=CRITICAL,WARNING=OK.") { Take = TakeStatusMap },
    ]);

    /// <summary>The words are those of the plugin in C.</summary>
    private static Option StatusOfFailure(string name, string help, Action<OptionValues, Status> set) => new(name, null, "STATUS", help)
    {
        Take = (values, text) =>
        {
            Status? status = text!.ToLowerInvariant() switch
            {
                "ok" => Status.Ok,
                "warn" or "warning" => Status.Warning,
                "crit" or "critical" => Status.Critical,
                _ => null,
            };
            if (status is not { } known)
            {
                return "no such status; take ok, warn or crit";
            }

            set(values, known);
            return null;
        },
    };

    /// <summary>The original looks at the map when all options have been read, and so at the last one alone.</summary>
    private static string? TakeStatusMap(OptionValues values, string? text)
    {
        bool isMap = StatusMap.TryParse(text!, out StatusMap? map, out _);
        values.StatusMap = map ?? StatusMap.Unchanged;
        values.BadStatusMap = isMap || text!.Length == 0 ? null : text;
        return null;
    }
}
