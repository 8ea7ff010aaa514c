using System.Globalization;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>The children of this process: those that it started, and those that it adopted.</summary>
/// <remarks>It adopts what its children leave behind, as process 1 of a container does anyhow (prctl(2), PR_SET_CHILD_SUBREAPER): so whatever
/// a command starts can be followed, and nobody else's processes can be taken for it. Adopted ones are reaped here.</remarks>
internal static class OwnChildren
{
    private const int BecomeSubreaper = 36; // PR_SET_CHILD_SUBREAPER

    private static readonly Lock Gate = new();
    private static readonly HashSet<int> Started = [];
    private static readonly bool IsPrepared = PrepareOnce();
    private static HashSet<int> SeenEnded = [];

    /// <summary>Makes this process fit to have children; to be called before the first is started.</summary>
    public static void Prepare() => _ = IsPrepared;

    /// <summary>A child that was started: from now on its end is that of its run.</summary>
    public static void Add(int pid)
    {
        lock (Gate)
        {
            Started.Add(pid);
        }
    }

    /// <summary>Whether a run has started it and is not done with it.</summary>
    public static bool IsStarted(int pid)
    {
        lock (Gate)
        {
            return Started.Contains(pid);
        }
    }

    /// <summary>A run is done with its child: when it has ended, it is taken out of the table of processes.</summary>
    /// <remarks>Both in one step: its number may be another child's as soon as it is out of the table.</remarks>
    public static void Release(int pid)
    {
        lock (Gate)
        {
            Started.Remove(pid);
            Reaping.Reap(pid);
        }
    }

    /// <summary>Whether it was left behind by a child and is ours since.</summary>
    public static bool IsAdopted(in ProcessEntry process) => process.Parent == Environment.ProcessId && !IsStarted(process.Pid);

    /// <summary>Reaps what was adopted and has ended. To be called every few seconds.</summary>
    /// <remarks>What ended is reaped when it is met for the second time, since between the start of a child and <see cref="Add"/> nobody can
    /// tell it from an adopted one.</remarks>
    public static void ReapAdopted()
    {
        HashSet<int> ended = [];
        foreach (ProcessEntry process in Reaping.AnyHasEnded() ? ProcessTable.Read() : [])
        {
            if (process.IsZombie && IsAdopted(process) && !(SeenEnded.Contains(process.Pid) && ReapUnlessStarted(process.Pid)))
            {
                ended.Add(process.Pid);
            }
        }

        SeenEnded = ended;
    }

    private static bool ReapUnlessStarted(int pid)
    {
        lock (Gate)
        {
            if (!Started.Contains(pid))
            {
                Reaping.Reap(pid);
            }
        }

        return true;
    }

    private static bool PrepareOnce()
    {
        StopIgnoringTheirEnd();
        Descriptors.KeepFromChildren();
        _ = Libc.prctl(BecomeSubreaper, 1, 0, 0, 0);
        return true;
    }

    /// <summary>Whoever started us may have ignored SIGCHLD, and what is ignored is inherited: the kernel would then throw away how our
    /// children end.</summary>
    private static void StopIgnoringTheirEnd()
    {
        const string Ignored = "SigIgn:";
        const ulong ChildBit = 1UL << (Signals.ChildEnded - 1);
        foreach (string line in File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status") : [])
        {
            if (line.StartsWith(Ignored, StringComparison.Ordinal)
                && (ulong.Parse(line.AsSpan(Ignored.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & ChildBit) != 0)
            {
                _ = Libc.signal(Signals.ChildEnded, 0); // SIG_DFL
            }
        }
    }
}
