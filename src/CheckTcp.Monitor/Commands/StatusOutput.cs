using System.Globalization;
using CheckTcp.Monitor.Facade;
using Spectre.Console;

namespace CheckTcp.Monitor.Commands;

/// <summary>A status for people.</summary>
internal static class StatusOutput
{
    /// <summary>How many checks are shown unless all are asked for; those that are not OK come first.</summary>
    public const int ShownChecks = 50;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, StatusView status, bool all)
    {
        foreach (string line in Head(status))
        {
            console.WriteLine(line);
        }

        IReadOnlyList<CheckView> shown = all ? status.Checks : [.. status.Checks.Take(ShownChecks)];
        if (shown.Count > 0)
        {
            console.WriteLine();
            console.Write(TableOf(shown));
        }

        if (shown.Count < status.Checks.Count)
        {
            console.WriteLine($"{status.Checks.Count - shown.Count} more checks; --all shows them");
        }
    }

    private static IEnumerable<string> Head(StatusView status)
    {
        yield return status.Running
            ? $"check-tcpd {status.Version}, running since {Shown.Moment(status.StartedAt)}"
            : $"check-tcpd {status.Version} is not running; this is what its store knows";
        if (status.Configuration is { } configuration)
        {
            yield return $"configuration: {configuration.File}, read {Shown.Moment(configuration.LoadedAt)}";
            foreach (string problem in configuration.Problems ?? [])
            {
                yield return $"  left out: {Display.Escape(problem)}";
            }

            foreach (string refused in configuration.Refused)
            {
                yield return $"  refused since: {Display.Escape(refused)}";
            }
        }

        if (status.Schedule is { } schedule)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"schedule: {schedule.Checks} checks, {schedule.RunningNow} running, {schedule.Waiting} waiting, {schedule.Runs} runs, "
                + $"{schedule.Skipped} skipped; lag {schedule.LagP50 * 1000:0} ms median, {schedule.LagP99 * 1000:0} ms p99, {schedule.LagMax * 1000:0} ms most");
        }

        foreach (string line in status.Commands is { } commands ? CommandLines(commands) : [])
        {
            yield return line;
        }

        if (status.Store is { } store)
        {
            yield return store.Ok
                ? "store: fine" + (store.BegunAnewAt is { } anew
                    ? $"; begun anew {Shown.Moment(anew)}, since it had been deleted, moved or replaced: earlier results are not in it" : "")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"store: cannot be written since {Shown.Moment(store.Since)}: {store.Problem}; {store.Held} entries held, {store.Dropped} dropped");
        }

        foreach (string line in status.Reporting is { } reporting ? ReportingLines(reporting, status.Running) : [])
        {
            yield return line;
        }

        yield return "checks: " + string.Join(", ", status.Checks
            .GroupBy(check => check.Status ?? "not run yet")
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}")));
    }

    private static IEnumerable<string> CommandLines(CommandsView commands)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture, $"commands: {commands.Lingering.Count} cannot be ended; runs withheld so far: {commands.Withheld}");
        foreach (LingeringView run in commands.Lingering)
        {
            yield return $"  {Display.Escape(run.Check)}{(run.IsAction ? " (action)" : "")}: started {Shown.Moment(run.StartedAt)}: {run.Reason}";
        }
    }

    private static IEnumerable<string> ReportingLines(ReportingView reporting, bool running)
    {
        string waiting = string.Create(CultureInfo.InvariantCulture, $"waiting {reporting.Waiting}")
            + (reporting.OldestAt is { } oldest ? $", the oldest of {Shown.Moment(oldest)}" : "");
        if (!running)
        {
            yield return $"mackerel: reports: {waiting}";
            yield break;
        }

        yield return $"mackerel: host {reporting.HostId ?? "not known yet"}; "
            + (reporting.LastSuccessAt is { } success ? $"last accepted {Shown.Moment(success)}" : "none accepted yet")
            + string.Create(CultureInfo.InvariantCulture, $"; reports: {waiting}; sent {reporting.Sent}, dropped {reporting.Dropped}");
        if (reporting.HostProblem is { } problem)
        {
            yield return $"  this host: {Display.Escape(problem)}";
        }

        if (reporting.LastError is { } error)
        {
            yield return reporting.FailingSince is { } since
                ? $"  failing since {Shown.Moment(since)}, last {Shown.Moment(reporting.LastErrorAt)}: {Display.Escape(error)}"
                : $"  last error {Shown.Moment(reporting.LastErrorAt)}: {Display.Escape(error)}";
        }
    }

    private static Table TableOf(IReadOnlyList<CheckView> checks)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("check", "status", "alert", "last run", "response", "cause", "message");
        foreach (CheckView check in checks)
        {
            table.AddRow(
                Shown.Line(check.Name) + (check.Configured ? "" : " [grey](removed)[/]"),
                Shown.Status(check.Status),
                check.AlertId is { } id ? id.ToString(CultureInfo.InvariantCulture) : "",
                Shown.Moment(check.LastRunAt),
                check.ResponseTime is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time:F3} s") : "",
                Shown.Line(check.Cause),
                Shown.Line(check.Message ?? ""));
        }

        return table;
    }
}
