using System.Diagnostics;
using System.Globalization;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>The processes of the machine. To read them takes milliseconds, and at a stop hundreds of runs want them at the same time: those
/// that wait share what was begun after they asked.</summary>
internal static class ProcessTable
{
    private static readonly Lock Reading = new();
    private static IReadOnlyList<ProcessEntry> Latest = [];
    private static long LatestBegan = long.MinValue;
    private static long Reads;

    /// <summary>How often it was read, for tests.</summary>
    public static long TimesRead => Interlocked.Read(ref Reads);

    /// <summary>Every process that can be seen now; none where <c>/proc</c> is not mounted.</summary>
    public static IReadOnlyList<ProcessEntry> Read()
    {
        long asked = Stopwatch.GetTimestamp();
        lock (Reading)
        {
            if (LatestBegan < asked)
            {
                LatestBegan = Stopwatch.GetTimestamp();
                Interlocked.Increment(ref Reads);
                Latest = ReadAll();
            }

            return Latest;
        }
    }

    private static List<ProcessEntry> ReadAll()
    {
        var entries = new List<ProcessEntry>();
        if (!Directory.Exists("/proc"))
        {
            return entries;
        }

        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture, out int pid)
                && ProcessEntry.Of(pid) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return entries;
    }
}
