using System.Globalization;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>A process as <c>/proc/PID/stat</c> shows it (proc_pid_stat(5)).</summary>
/// <param name="Pid">Its number, which another may have later.</param>
/// <param name="Name">The name of its program, at most 15 bytes.</param>
/// <param name="State">One letter: <c>Z</c> and <c>X</c> have ended, <c>D</c> waits in the kernel and takes no signal.</param>
/// <param name="Parent">Who started it, or who adopted it.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Session">Its session.</param>
/// <param name="StartTicks">When it began, in ticks since boot: with the number it names a process for good.</param>
internal readonly record struct ProcessEntry(int Pid, string Name, char State, int Parent, int Group, int Session, long StartTicks)
{
    // Counted from the field behind the name, which is the state.
    private const int ParentField = 1;
    private const int GroupField = 2;
    private const int SessionField = 3;
    private const int StartField = 19;

    /// <summary>It has ended and only waits to be reaped.</summary>
    public bool IsZombie => State is 'Z' or 'X';

    /// <returns><c>null</c> when there is none with this number.</returns>
    public static ProcessEntry? Of(int pid) => TryRead(() => File.ReadAllText($"/proc/{pid}/stat")) is { } text ? Parse(pid, text) : null;

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

    /// <summary>Who runs it (the real user id).</summary>
    /// <returns><c>null</c> when it is gone.</returns>
    public static uint? UserOf(int pid)
    {
        const string Users = "Uid:\t";
        string? line = TryRead(() => File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith(Users, StringComparison.Ordinal)));
        return line is null ? null : uint.Parse(line[Users.Length..].Split('\t')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>The name stands in parentheses and may hold spaces and parentheses itself: the last one ends it.</summary>
    private static ProcessEntry Parse(int pid, string text)
    {
        int begin = text.IndexOf('(', StringComparison.Ordinal) + 1;
        int end = text.LastIndexOf(')');
        string[] fields = text[(end + 2)..].Split(' ');
        return new ProcessEntry(
            pid,
            text[begin..end],
            fields[0][0],
            int.Parse(fields[ParentField], CultureInfo.InvariantCulture),
            int.Parse(fields[GroupField], CultureInfo.InvariantCulture),
            int.Parse(fields[SessionField], CultureInfo.InvariantCulture),
            long.Parse(fields[StartField], CultureInfo.InvariantCulture));
    }
}
