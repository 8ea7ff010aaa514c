using System.Text;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Finds the processes that belong to a run, those too that left its group or session.</summary>
/// <remarks>To it belongs only what descends from the child: its group and session, which nobody can join from outside, the children of
/// members, and of the processes that we have adopted those with the run's marker in their environment or one of its pipes. A marker or a
/// pipe alone proves nothing, for both can be handed to anybody; and a command of another user than root cannot claim what was adopted from
/// others. Only a process that leaves session, parent, marker and pipes at once gets away. /proc is read only when something has to be
/// ended.</remarks>
internal sealed class RunMembers
{
    private static readonly string? OwnProgram = LinkTarget("/proc/self/exe");

    private readonly ChildProcess _child;
    private readonly byte[] _marker;
    private readonly uint _user;
    private HashSet<string>? _pipes;
    private readonly HashSet<(int Pid, long StartTicks)> _known = [];

    /// <param name="child">The child; it has not been reaped, so that its number is still its own.</param>
    /// <param name="command">What it was started as.</param>
    public RunMembers(ChildProcess child, ChildCommand command)
    {
        _child = child;
        _marker = Encoding.UTF8.GetBytes(command.Marker);
        _user = command.User;
    }

    /// <summary>The members that live now, the child itself among them; those of earlier looks are remembered.</summary>
    public List<ProcessEntry> Find()
    {
        IReadOnlyList<ProcessEntry> all = ProcessTable.Read();
        var processes = new List<ProcessEntry>();
        long begin = BeginOfChild(all);
        foreach (ProcessEntry process in all)
        {
            if (process.StartTicks < begin || process.Pid == Environment.ProcessId)
            {
                continue;
            }

            processes.Add(process);
            if (!IsKnown(process) && Belongs(process))
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

    private long BeginOfChild(IReadOnlyList<ProcessEntry> all)
    {
        foreach (ProcessEntry process in all)
        {
            if (process.Pid == _child.Pid)
            {
                return process.StartTicks;
            }
        }

        return 0;
    }

    private bool IsKnown(in ProcessEntry process) => _known.Contains((process.Pid, process.StartTicks));

    private bool Belongs(in ProcessEntry process) =>
        process.Pid == _child.Pid || process.Group == _child.Pid || process.Session == _child.Pid
        || (!process.IsZombie && OwnChildren.IsAdopted(process)
            && (HasMarker(process.Pid) || HoldsPipe(process.Pid))
            && (_user == 0 || ProcessEntry.UserOf(process.Pid) == _user));

    private bool HasMarker(int pid) =>
        ProcessEntry.TryRead(() => File.ReadAllBytes($"/proc/{pid}/environ")) is { } environment
        && environment.AsSpan().IndexOf(_marker) >= 0;

    /// <summary>Between fork and exec, a child of another run holds all that is ours, and is not yet another program than we are.</summary>
    private bool HoldsPipe(int pid)
    {
        _pipes ??= [.. new[] { _child.Output, _child.Errors }.Select(end => LinkTarget($"/proc/self/fd/{end}")).OfType<string>()];
        return LinkTarget($"/proc/{pid}/exe") is var program && program != OwnProgram
            && ProcessEntry.TryRead(() => Directory.GetFiles($"/proc/{pid}/fd")) is { } descriptors
            && descriptors.Any(descriptor => LinkTarget(descriptor) is { } target && _pipes.Contains(target));
    }

    private void AddDescendants(List<ProcessEntry> processes)
    {
        HashSet<int> members = [.. processes.Where(process => IsKnown(process)).Select(process => process.Pid)];
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

    private void ReapAdopted(List<ProcessEntry> members)
    {
        foreach (ProcessEntry member in members)
        {
            if (member.IsZombie && member.Pid != _child.Pid && OwnChildren.IsAdopted(member))
            {
                Reaping.Reap(member.Pid);
            }
        }
    }

    private static string? LinkTarget(string path) => ProcessEntry.TryRead(() => new FileInfo(path).LinkTarget);
}
