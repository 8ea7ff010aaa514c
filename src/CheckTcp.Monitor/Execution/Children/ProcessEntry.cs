using System.Globalization;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>A process as <c>/proc/PID/stat</c> tells of it (proc_pid_stat(5)).</summary>
/// <param name="Pid">Its number, which another may have later.</param>
/// <param name="IsZombie">It has ended and only waits to be reaped.</param>
/// <param name="Parent">Who started it, or who took it in.</param>
/// <param name="Group">Its process group.</param>
/// <param name="StartTicks">When it began, in ticks since boot: with the number it names a process for good.</param>
internal readonly record struct ProcessEntry(int Pid, bool IsZombie, int Parent, int Group, long StartTicks)
{
    // Counted from the field behind the name, which is the state.
    private const int StateField = 0;
    private const int ParentField = 1;
    private const int GroupField = 2;
    private const int StartField = 19;

    /// <summary>Every process that can be seen now; none where <c>/proc</c> is not mounted.</summary>
    public static List<ProcessEntry> ReadAll()
    {
        var entries = new List<ProcessEntry>();
        if (!Directory.Exists("/proc"))
        {
            return entries;
        }

        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture, out int pid)
                && TryRead(() => File.ReadAllText($"/proc/{pid}/stat")) is { } text)
            {
                entries.Add(Parse(pid, text));
            }
        }

        return entries;
    }

    /// <summary>Reads from /proc what may be gone, or not ours to see, by now.</summary>
    public static T? TryRead<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The name stands in parentheses and may hold spaces and parentheses itself: the last one ends it.</summary>
    private static ProcessEntry Parse(int pid, string text)
    {
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return new ProcessEntry(
            pid,
            fields[StateField] is "Z" or "X",
            int.Parse(fields[ParentField], CultureInfo.InvariantCulture),
            int.Parse(fields[GroupField], CultureInfo.InvariantCulture),
            long.Parse(fields[StartField], CultureInfo.InvariantCulture));
    }
}
