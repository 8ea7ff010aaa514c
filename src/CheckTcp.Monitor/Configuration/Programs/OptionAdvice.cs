using CheckTcp.CommandLine;

namespace CheckTcp.Monitor.Configuration.Programs;

/// <summary>Warnings about options of <c>check-tcp</c> that can be read and are probably not meant.</summary>
internal static class OptionAdvice
{
    /// <summary>What is probably not meant in a call of <c>check-tcp</c>.</summary>
    public static IEnumerable<string> Of(RunCommand command, TimeSpan timeout)
    {
        if (command.EscapeHint is { } hint)
        {
            yield return hint;
        }

        TcpCheck check = command.Check;
        Thresholds thresholds = check.Thresholds;
        foreach ((string name, TimeSpan? warning, TimeSpan? critical) in Pairs(thresholds))
        {
            if (warning >= critical)
            {
                yield return $"--warning {name}{DurationWords.Of(warning.Value)} is not below --critical {name}{DurationWords.Of(critical.Value)}, "
                    + "so that WARNING is never reached; make it shorter";
            }
            else if (warning >= check.Limits.Timeout)
            {
                yield return $"--warning {name}{DurationWords.Of(warning.Value)} is not below --timeout {DurationWords.Of(check.Limits.Timeout)}, "
                    + "so that WARNING is never reached; make it shorter";
            }
        }

        if (timeout > TimeSpan.Zero && timeout < check.Limits.Timeout && check.Limits.Timeout != Limits.MaxTimeout)
        {
            yield return $"timeout_seconds ends a run after {DurationWords.Of(timeout)} as UNKNOWN, before --timeout {DurationWords.Of(check.Limits.Timeout)} can; "
                + "make it longer, or --timeout shorter";
        }
    }

    private static IEnumerable<(string Name, TimeSpan? Warning, TimeSpan? Critical)> Pairs(Thresholds thresholds) =>
        thresholds.WarningPhases.InOrder()
            .Select(phase => ($"{phase.Phase}=", phase.Threshold, thresholds.CriticalPhases.InOrder().FirstOrDefault(other => other.Phase == phase.Phase).Threshold))
            .Prepend(("", thresholds.Warning, thresholds.Critical));
}
