namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Brings a run to its end: SIGTERM to all that belongs to it, and SIGKILL to what is left of it later.</summary>
/// <remarks>Times are counted from the start of the run.</remarks>
internal sealed class Ending(RunMembers members, int group, TimeSpan giveUpAfter)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LastLook = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookAfterAll = TimeSpan.FromSeconds(5);

    private TimeSpan? _killAt;
    private TimeSpan? _killedAt;
    private TimeSpan _untilNextLook = FirstLook;

    /// <summary>Whether the run has been told to end.</summary>
    public bool HasBegun => _killAt is not null;

    /// <summary>What SIGKILL has not ended, and why, as far as that is known.</summary>
    public IReadOnlyList<Survivor> Survivors { get; private set; } = [];

    /// <summary>Whether all was done about the run that can be done. What is left of it is looked at now and then, and killed again.</summary>
    public bool HasGivenUp(TimeSpan now) => now >= _killedAt + giveUpAfter;

    /// <summary>How long to wait before <see cref="IsOver"/> is worth asking again; nobody tells when a stranger's child ends.</summary>
    public TimeSpan NextLook(TimeSpan now)
    {
        if (HasGivenUp(now))
        {
            return LookAfterAll;
        }

        TimeSpan look = _untilNextLook;
        _untilNextLook = look * 2 < LastLook ? look * 2 : LastLook;
        return _killAt is { } killAt && now < killAt && killAt - now < look ? killAt - now : look;
    }

    /// <summary>Tells the run to end, or to end sooner than it was told before.</summary>
    /// <param name="killAt">When what is left of it is killed.</param>
    public void Begin(TimeSpan killAt)
    {
        if (_killAt is null)
        {
            // Looked for first: when the child dies of the signal, nobody knows any more who its children were.
            List<ProcessEntry> all = members.Find();
            Signals.SendToGroup(group, Signals.Terminate);
            Send(all, Signals.Terminate);
        }

        _killAt = _killAt < killAt ? _killAt : killAt;
        _untilNextLook = FirstLook;
    }

    /// <summary>Kills what should be gone by now.</summary>
    /// <param name="now">The time of the run.</param>
    /// <param name="childEnded">Whether the child itself has ended.</param>
    /// <returns>Whether nothing is left of the run.</returns>
    public bool IsOver(TimeSpan now, bool childEnded)
    {
        bool kills = now >= _killAt;
        if (!childEnded && !kills)
        {
            return false;
        }

        if (kills)
        {
            Signals.SendToGroup(group, Signals.Kill); // at once: where hundreds of runs end, the look takes its time
        }

        List<ProcessEntry> left = members.Find();
        if (kills)
        {
            _killedAt ??= now;
            Survivors = Send(left, Signals.Kill);
        }

        return left.Count == 0;
    }

    /// <summary>To those of the group, too, which have it already when it is SIGKILL: whether a process can be signalled is known only so.</summary>
    private List<Survivor> Send(List<ProcessEntry> processes, int signal)
    {
        var sent = new List<Survivor>(processes.Count);
        foreach (ProcessEntry process in processes)
        {
            if (signal == Signals.Kill || process.Group != group)
            {
                sent.Add(new Survivor(process, Signals.Send(process, signal)));
            }
        }

        return sent;
    }
}
