using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Monitor.Scheduling;

/// <summary>Lets due checks through in their order, so many at once all together and so many against one host.</summary>
/// <remarks>A host that is at its bound holds up nobody but its own. Not safe for several threads: the scheduler's lock guards it.</remarks>
internal sealed class ConcurrencyGate(int maxConcurrent, int maxConcurrentPerTarget)
{
    private readonly Queue<ScheduledCheck> _ready = new();
    private readonly Dictionary<string, Host> _hosts = [];

    /// <summary>All together; what runs already is not ended when it becomes less.</summary>
    public int MaxConcurrent { get; set; } = maxConcurrent;

    /// <summary>Against one host; checks without a target do not count.</summary>
    public int MaxConcurrentPerTarget { get; set; } = maxConcurrentPerTarget;

    /// <summary>How many were let through and have not left yet.</summary>
    public int Running { get; private set; }

    /// <summary>How many wait.</summary>
    public int Waiting { get; private set; }

    /// <summary>Queues a check that is due.</summary>
    public void Enqueue(ScheduledCheck check)
    {
        _ready.Enqueue(check);
        Waiting++;
    }

    /// <summary>Lets the next one through, if there is room for any.</summary>
    public bool TryEnter([NotNullWhen(true)] out ScheduledCheck? check)
    {
        while (Running < MaxConcurrent && _ready.TryDequeue(out check))
        {
            if (check.Definition.TargetHost is not { } name)
            {
                Enter();
                return true;
            }

            Host host = _hosts.TryGetValue(name, out Host? known) ? known : _hosts[name] = new Host();
            if (host.Running < MaxConcurrentPerTarget)
            {
                host.Running++;
                check.EnteredFor = name;
                Enter();
                return true;
            }

            host.Waiting.Enqueue(check);
        }

        check = null;
        return false;
    }

    /// <summary>A check that was let through has ended.</summary>
    public void Leave(ScheduledCheck check)
    {
        Running--;
        if (check.EnteredFor is not { } name)
        {
            return;
        }

        check.EnteredFor = null;
        Host host = _hosts[name];
        host.Running--;
        if (host.Waiting.TryDequeue(out ScheduledCheck? next))
        {
            _ready.Enqueue(next);
        }
        else if (host.Running == 0)
        {
            _hosts.Remove(name);
        }
    }

    private void Enter()
    {
        Running++;
        Waiting--;
    }

    private sealed class Host
    {
        public int Running { get; set; }

        public Queue<ScheduledCheck> Waiting { get; } = new();
    }
}
