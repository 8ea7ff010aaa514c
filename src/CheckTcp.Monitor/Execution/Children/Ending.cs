namespace CheckTcp.Monitor.Execution.Children;

/// <summary>Brings a run to its end: SIGTERM to all that belongs to it, and SIGKILL to what is left of it later.</summary>
/// <remarks>Times are counted from the start of the run.</remarks>
internal sealed class Ending(RunMembers members, int group, TimeSpan giveUpAfter)
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LastLook = TimeSpan.FromMilliseconds(200);

    private TimeSpan? _killAt;
    private TimeSpan? _killedAt;
    private TimeSpan _untilNextLook = FirstLook;

    /// <summary>Whether the run has been told to end.</summary>
    public bool HasBegun => _killAt is not null;

    /// <summary>How long to wait before <see cref="IsOver"/> is worth asking again; nobody tells when a stranger's child ends.</summary>
    public TimeSpan NextLook(TimeSpan now)
    {
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
            Send(members.Find(), Signals.Terminate);
        }

        _killAt = _killAt < killAt ? _killAt : killAt;
        _untilNextLook = FirstLook;
    }

    /// <summary>Kills what should be gone by now.</summary>
    /// <param name="now">The time of the run.</param>
    /// <param name="childEnded">Whether the child itself has ended.</param>
    /// <returns>Whether nothing is left of the run, or all that could be done about it was done.</returns>
    public bool IsOver(TimeSpan now, bool childEnded)
    {
        if (now >= _killedAt + giveUpAfter)
        {
            return true;
        }

        bool kills = now >= _killAt;
        if (!childEnded && !kills)
        {
            return false;
        }

        List<ProcessEntry> left = members.Find();
        if (kills)
        {
            _killedAt ??= now;
            Send(left, Signals.Kill);
        }

        return left.Count == 0;
    }

    private void Send(List<ProcessEntry> processes, int signal)
    {
        Signals.Send(-group, signal);
        foreach (ProcessEntry process in processes)
        {
            if (process.Group != group)
            {
                Signals.Send(process.Pid, signal);
            }
        }
    }
}
