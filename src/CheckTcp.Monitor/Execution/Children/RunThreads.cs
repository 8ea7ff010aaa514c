namespace CheckTcp.Monitor.Execution.Children;

/// <summary>The threads of runs: each run has one for itself, and they are kept for the next ones.</summary>
/// <remarks>Where the machine has no room for another thread it is too late to ask for one when a check is due: so they are made before the
/// first check (<see cref="Prepare"/>).</remarks>
/// <param name="start">Starts a thread, or throws <see cref="OutOfMemoryException"/>.</param>
internal sealed class RunThreads(Action<Action> start)
{
    private const int StackBytes = 256 * 1024;

    /// <summary>The thread of a run, and the processes of its command: a shell and what it runs.</summary>
    private const int TasksOfRun = 4;

    /// <summary>Left to whatever else is started later.</summary>
    private const int Spare = 16;

    private readonly object _gate = new();
    private readonly Queue<Action> _work = new();
    private int _threads;
    private int _idle;
    private bool _ends;

    public RunThreads()
        : this(static work => new Thread(work.Invoke, StackBytes) { IsBackground = true, Name = "child" }.UnsafeStart())
    {
    }

    /// <summary>Makes threads until there are so many, or until the machine has no room for more of them and for the processes that their
    /// runs start.</summary>
    /// <returns>How many there are.</returns>
    public int Prepare(int count)
    {
        lock (_gate)
        {
            if (count > _threads)
            {
                int room = TaskRoom.Measure(((count - _threads) * TasksOfRun) + Spare);
                for (int more = Math.Max(0, room - Spare) / TasksOfRun; more > 0 && TryAdd(); more--)
                {
                }
            }

            return _threads;
        }
    }

    /// <summary>Does the work on a thread of its own.</summary>
    /// <returns>False when none is free and none can be made.</returns>
    public bool TryRun(Action work)
    {
        lock (_gate)
        {
            if (_idle <= _work.Count && !TryAdd())
            {
                return false;
            }

            _work.Enqueue(work);
            System.Threading.Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Lets the threads go once their work is done.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ends = true;
            System.Threading.Monitor.PulseAll(_gate);
        }
    }

    /// <summary>A new thread counts as idle from the beginning: it takes work as soon as it comes to life.</summary>
    private bool TryAdd()
    {
        try
        {
            start(Work);
        }
        catch (OutOfMemoryException) // pthread_create(3): EAGAIN
        {
            return false;
        }

        _threads++;
        _idle++;
        return true;
    }

    private void Work()
    {
        while (Next() is { } work)
        {
            work();
            lock (_gate)
            {
                _idle++;
            }
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            Action? work;
            while (!_work.TryDequeue(out work) && !_ends)
            {
                System.Threading.Monitor.Wait(_gate);
            }

            _idle--;
            return work;
        }
    }
}
