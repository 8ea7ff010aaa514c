using System.Globalization;

namespace CheckTcp.Monitor.Facade;

/// <summary>Whether the daemon does its work, from what it shows of itself. How its checks came out is not part of that.</summary>
internal static class SelfCheck
{
    /// <summary>Later than this, in seconds, checks are no longer on time.</summary>
    private const double LongestLag = 5;

    /// <summary>The status, and what to print.</summary>
    public static (Status Status, string Line) Of(StatusView daemon)
    {
        string[] critical = [.. CriticalIn(daemon)];
        string[] warnings = [.. WarningsIn(daemon)];
        string line = string.Join("; ", critical.Concat(warnings).Select(text => Display.Escape(text)).DefaultIfEmpty(Summary(daemon)));
        return (critical.Length > 0 ? Status.Critical : warnings.Length > 0 ? Status.Warning : Status.Ok, line + Figures(daemon));
    }

    private static IEnumerable<string> CriticalIn(StatusView daemon)
    {
        if (daemon.Store is { Ok: false } store)
        {
            yield return $"the store cannot be written: {store.Problem}";
        }

        if (daemon.Schedule is { LagP99: > LongestLag } schedule)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"checks begin late, 1 in 100 by more than {schedule.LagP99:0.0} s");
        }
    }

    private static IEnumerable<string> WarningsIn(StatusView daemon)
    {
        if (daemon.Configuration is { Refused: [var first, ..] refused })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the configuration on disk has {Counted(refused.Count, "error")}: {first}");
        }

        if (daemon.Configuration is { Problems: [var left, ..] problems })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the configuration in force has {Counted(problems.Count, "error")}: {left}");
        }

        if (daemon.Reporting is { HostProblem: { } problem })
        {
            yield return $"this host at Mackerel: {problem}";
        }

        if (daemon.Reporting is { FailingSince: { } since, LastError: { } error })
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"reports to Mackerel fail since {since:yyyy-MM-ddTHH:mm:ssK}: {error}");
        }
    }

    private static string Summary(StatusView daemon) => string.Create(
        CultureInfo.InvariantCulture, $"running since {daemon.StartedAt:yyyy-MM-ddTHH:mm:ssK}, {Counted(daemon.Schedule?.Checks ?? 0, "check")}");

    private static string Figures(StatusView daemon) => daemon.Schedule is not { } schedule ? "" : string.Create(
        CultureInfo.InvariantCulture,
        $" | checks={schedule.Checks};;;0 running={schedule.RunningNow};;;0 waiting={schedule.Waiting};;;0 lag_p99={schedule.LagP99:0.###}s;;{LongestLag};0");

    private static string Counted(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
