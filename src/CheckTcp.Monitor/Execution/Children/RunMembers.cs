using System.Text;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Finds the processes that belong to a run, those too that left its group or session.</summary>
/// <remarks>To it belong the group, all that descends from the child or from another member, whoever has the run's marker in its
/// environment, and whoever holds one of its pipes. Only a process that drops all of these at once, and did so before it was first looked
/// for, gets away. /proc is read only when something has to be killed.</remarks>
internal sealed class RunMembers
{
    private static readonly string? OwnProgram = LinkTarget("/proc/self/exe");

    private readonly ChildProcess _child;
    private readonly byte[] _marker;
    private HashSet<string>? _pipes;
    private readonly HashSet<(int Pid, long StartTicks)> _known = [];

    /// <param name="child">The child; it has not been reaped, so that its number is still its own.</param>
    /// <param name="marker">The variable that only this run has.</param>
    public RunMembers(ChildProcess child, string marker)
    {
        _child = child;
        _marker = Encoding.UTF8.GetBytes(marker);
    }

    /// <summary>The members that live now, the child itself among them; those of earlier looks are remembered.</summary>
    public List<ProcessEntry> Find()
    {
        List<ProcessEntry> processes = ProcessEntry.ReadAll();
        long begin = processes.Find(process => process.Pid == _child.Pid).StartTicks;
        processes.RemoveAll(process => process.StartTicks < begin || process.Pid == Environment.ProcessId);
        _pipes ??= [.. new[] { _child.Output, _child.Errors }.Select(end => LinkTarget($"/proc/self/fd/{end}")).OfType<string>()];
        foreach (ProcessEntry process in processes)
        {
            if (!process.IsZombie && IsMarked(process))
            {
                _known.Add((process.Pid, process.StartTicks));
            }
        }

        AddDescendants(processes);
        processes.RemoveAll(process => !IsKnown(process));
        ReapAdopted(processes);
        processes.RemoveAll(process => process.IsZombie);
        return processes;
    }

    private bool IsKnown(ProcessEntry process) => _known.Contains((process.Pid, process.StartTicks));

    private bool IsMarked(ProcessEntry process) =>
        IsKnown(process)
        || process.Pid == _child.Pid || process.Group == _child.Pid
        || HasMarker(process.Pid) || HoldsPipe(process.Pid);

    private bool HasMarker(int pid) =>
        ProcessEntry.TryRead(() => File.ReadAllBytes($"/proc/{pid}/environ")) is { } environment
        && environment.AsSpan().IndexOf(_marker) >= 0;

    /// <summary>Between fork and exec, a child of another run holds all that is ours, and is not yet another program than we are.</summary>
    private bool HoldsPipe(int pid) =>
        LinkTarget($"/proc/{pid}/exe") is var program && program != OwnProgram
        && ProcessEntry.TryRead(() => Directory.GetFiles($"/proc/{pid}/fd")) is { } descriptors
        && descriptors.Any(descriptor => LinkTarget(descriptor) is { } target && _pipes!.Contains(target));

    private void AddDescendants(List<ProcessEntry> processes)
    {
        HashSet<int> members = [.. processes.Where(IsKnown).Select(process => process.Pid)];
        bool grew;
        do
        {
            grew = false;
            foreach (ProcessEntry process in processes)
            {
                if (members.Contains(process.Parent) && members.Add(process.Pid))
                {
                    grew = _known.Add((process.Pid, process.StartTicks)) || grew;
                }
            }
        }
        while (grew);
    }

    /// <summary>Where we are process 1, as in a container, or the one that takes in orphans (prctl(2), PR_SET_CHILD_SUBREAPER), nobody else
    /// reaps them.</summary>
    private void ReapAdopted(List<ProcessEntry> members)
    {
        foreach (ProcessEntry member in members)
        {
            if (member.IsZombie && member.Parent == Environment.ProcessId && member.Pid != _child.Pid)
            {
                Reaping.Reap(member.Pid);
            }
        }
    }

    private static string? LinkTarget(string path) => ProcessEntry.TryRead(() => new FileInfo(path).LinkTarget);
}
