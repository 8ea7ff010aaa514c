using System.Globalization;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CheckTcp.Benchmarks.History;

/// <summary>Fills a store as a monitor does, faster than time goes by, and says what it costs.</summary>
internal static class HistoryMeasurement
{
    /// <param name="arguments">Checks, minutes, results a commit and a folder; 10,000, 1,000, 10,000 and a new one under /tmp by
    /// default.</param>
    public static int Run(string[] arguments)
    {
        int checks = Number(arguments, 0, 10_000);
        int minutes = Number(arguments, 1, 1_000);
        int atOnce = Math.Min(checks, Number(arguments, 2, 10_000));
        string? given = arguments.ElementAtOrDefault(3);
        string folder = given ?? Directory.CreateTempSubdirectory("check-tcp-history-").FullName;
        try
        {
            string path = Path.Combine(folder, "history.db");
            Workload workload = new(checks);
            Fill(path, workload, minutes, atOnce);
            Ask(path, workload, minutes);
            Finish(path, workload, minutes);
            Ask(path, workload, minutes);
        }
        finally
        {
            if (given is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }

    private static int Number(string[] arguments, int index, int otherwise) =>
        index < arguments.Length ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;

    private static void Fill(string path, Workload workload, int minutes, int atOnce)
    {
        Stage write = new();
        Stage tidy = new();
        _ = Enumerable.Range(0, 10).Sum(minute => workload.Entries(minute, 0, atOnce).Count);
        string before = Peak();
        using SqliteStore store = SqliteStore.Open(path, TimeProvider.System, NullLogger.Instance);
        for (int minute = 0; minute < minutes; minute++)
        {
            for (int check = 0; check < workload.Checks; check += atOnce)
            {
                List<HistoryEntry> entries = workload.Entries(minute, check, Math.Min(atOnce, workload.Checks - check));
                write.Run(() => store.Write(entries));
            }

            DateTimeOffset now = Workload.TimeOf(minute + 1);
            while (tidy.Run(() => store.Tidy(now, new Retention())))
            {
            }
        }

        long results = (long)workload.Checks * minutes;
        Console.WriteLine($"{workload.Checks:N0} checks, {minutes:N0} minutes, {results:N0} results, {atOnce:N0} a commit");
        Console.WriteLine($"writing      {write.PerMillion(results)}");
        Console.WriteLine($"upkeep       {tidy.PerMillion(results)}");
        Tell(path, "as it runs", results);
        double managed = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
        Console.WriteLine($"memory       {Peak()} at most, {before} of it for the workload alone; {managed:F0} MB managed and in use");
    }

    private static void Finish(string path, Workload workload, int minutes)
    {
        long results = (long)workload.Checks * minutes;
        Stage tidy = new();
        using (SqliteStore store = SqliteStore.Open(path, TimeProvider.System, NullLogger.Instance))
        {
            DateTimeOffset later = Workload.TimeOf(minutes).AddDays(2);
            while (tidy.Run(() => store.Tidy(later, new Retention())))
            {
            }
        }

        Console.WriteLine($"the rest     {tidy.PerMillion(results)}");
        Tell(path, "in the end", results);
    }

    private static void Ask(string path, Workload workload, int minutes)
    {
        using HistoryReader reader = SqliteStore.OpenForReading(path);
        DateTimeOffset end = Workload.TimeOf(minutes);
        Random random = new(1);
        DateTimeOffset begin = Workload.TimeOf(0);
        Time("last hour", () => reader.Results(AnyCheck(), end.AddHours(-1), end).Count);
        Time("whole time", () => reader.Results(AnyCheck(), begin, end).Count);
        Time("by the hour", () => reader.Rollups(AnyCheck(), Resolution.Hour, begin, end).Count);
        Time("latest of all", () => reader.LatestResults().Count, times: 5);

        string AnyCheck() => workload.Name(random.Next(workload.Checks));
    }

    private static void Time(string what, Func<int> ask, int times = 200)
    {
        int rows = 0;
        double[] milliseconds = new double[times];
        for (int i = 0; i < times; i++)
        {
            Stage one = new();
            rows = one.Run(ask);
            milliseconds[i] = one.Wall.TotalMilliseconds;
        }

        Array.Sort(milliseconds);
        Console.WriteLine(
            $"asking       {what}: {milliseconds[times / 2]:F1} ms (95 % under {milliseconds[times * 95 / 100]:F1}), {rows:N0} rows");
    }

    private static void Tell(string path, string when, long results)
    {
        long bytes = Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "history.db*").Sum(file => new FileInfo(file).Length);
        Console.WriteLine($"size         {when}: {bytes / 1e6:N0} MB, {(double)bytes / results:F1} bytes a result");
    }

    private static string Peak() =>
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))["VmHWM:".Length..].Trim();
}
