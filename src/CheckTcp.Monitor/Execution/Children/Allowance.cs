using System.Globalization;
using System.Text;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>What a child gets otherwise than we have it ourselves.</summary>
/// <remarks>posix_spawn(3) can set neither before the program runs: it is done in the moment after, for the child and for what it has
/// started in that moment. Whatever is started later inherits it.</remarks>
internal static unsafe class Allowance
{
    private const int Distance = 500;
    private const int Most = 1000;
    private const int WriteOnly = 1; // O_WRONLY

    private static readonly byte[] MemoryScore = Encoding.ASCII.GetBytes(
        Math.Min(Most, OwnMemoryScore() + Distance).ToString(CultureInfo.InvariantCulture));

    /// <summary>Has the child go before us when the machine or the container is out of memory (proc_pid_oom_score_adj(5)), and gives it the
    /// soft limit of open files that we were started with: programs that walk through all possible descriptors take long where there are
    /// a million.</summary>
    public static void Give(int pid)
    {
        WriteMemoryScore(pid);
        DescriptorLimit.GiveTo(pid);
        string? started = ProcessEntry.TryRead(() => File.ReadAllText($"/proc/{pid}/task/{pid}/children"));
        foreach (string child in started?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            Give(int.Parse(child, CultureInfo.InvariantCulture));
        }
    }

    private static void WriteMemoryScore(int pid)
    {
        int descriptor = Libc.open($"/proc/{pid}/oom_score_adj", WriteOnly);
        if (descriptor < 0)
        {
            return; // it has ended by now, or is another user's, as under sudo
        }

        fixed (byte* bytes = MemoryScore)
        {
            _ = Libc.write(descriptor, bytes, (nuint)MemoryScore.Length);
        }

        Descriptors.Close(ref descriptor);
    }

    private static int OwnMemoryScore() =>
        ProcessEntry.TryRead(() => File.ReadAllText("/proc/self/oom_score_adj")) is { } text
        && int.TryParse(text, CultureInfo.InvariantCulture, out int score) ? score : 0;
}
