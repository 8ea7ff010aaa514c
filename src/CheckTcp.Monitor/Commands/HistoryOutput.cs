using System.Globalization;
using CheckTcp.Monitor.Facade;
using Spectre.Console;

namespace CheckTcp.Monitor.Commands;

/// <summary>The history of a check for people: a chart, how often it was what, and the latest changes.</summary>
internal static class HistoryOutput
{
    private const int ShownChanges = 20;

    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, HistoryView history)
    {
        console.WriteLine($"{history.Check}: {Counts(history)}");
        foreach (string line in ResponseTimeChart.Of(history))
        {
            console.WriteLine(line);
        }

        foreach (ResultView change in Changes(history).TakeLast(ShownChanges))
        {
            string cause = change.Cause.Length > 0 ? $"[[{Shown.Line(change.Cause)}]] " : "";
            console.MarkupLine($"{Shown.Moment(change.At)} {Shown.Status(change.Status)} {cause}{Shown.Line(change.Message ?? "")}");
        }
    }

    private static string Counts(HistoryView history)
    {
        (string Word, long Count)[] counts =
        [
            ("OK", Count(history, "OK") + history.Rollups.Sum(rollup => rollup.Ok)),
            ("WARNING", Count(history, "WARNING") + history.Rollups.Sum(rollup => rollup.Warning)),
            ("CRITICAL", Count(history, "CRITICAL") + history.Rollups.Sum(rollup => rollup.Critical)),
            ("UNKNOWN", Count(history, "UNKNOWN") + history.Rollups.Sum(rollup => rollup.Unknown)),
        ];
        long all = counts.Sum(count => count.Count);
        string told = string.Join(", ", counts.Where(count => count.Count > 0).Select(count => string.Create(
            CultureInfo.InvariantCulture, $"{count.Count} {count.Word}")));
        return all == 0
            ? "no results in this time"
            : string.Create(CultureInfo.InvariantCulture, $"{all} results, {told}, {100.0 * counts[0].Count / all:0.###}% OK") + Saved(history);
    }

    /// <summary>Those that are OK by the skin of their teeth.</summary>
    private static string Saved(HistoryView history)
    {
        int count = history.Results.Count(IsSaved);
        return count == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture, $"; {count} OK only when tried again, at another address or when a SYN was sent again");
    }

    private static bool IsSaved(ResultView result) => result.Status == "OK" && result.Cause.Length > 0;

    private static int Count(HistoryView history, string status) => history.Results.Count(result => result.Status == status);

    private static IEnumerable<ResultView> Changes(HistoryView history)
    {
        (string Status, string Cause)? before = null;
        foreach (ResultView result in history.Results)
        {
            (string, string) now = (result.Status, IsSaved(result) ? result.Cause : "");
            if (now != before)
            {
                yield return result;
            }

            before = now;
        }
    }
}
