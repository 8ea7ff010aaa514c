using System.Diagnostics;
using System.Globalization;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>One run of a child, from its start until nothing is left to be done about it.</summary>
/// <remarks>Each has a thread for itself, which spends the run in poll(2): next to a process that costs little, and no managed thread
/// has to wait for a program that hangs, not even while it is being started.</remarks>
internal sealed class ChildRun
{
    private static readonly TimeSpan UntilAskedAgain = TimeSpan.FromMinutes(1);

    private readonly ChildProgram _program;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly ChildLimits _limits;
    private readonly DateTimeOffset _startedAt;
    private readonly Lock _wakeUpLock = new();
    private readonly Lock _groupLock = new();
    private readonly TaskCompletionSource<ChildOutcome> _judged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _wakeUp = -1;
    private int _group;
    private volatile bool _mustStop;
    private LingeringRun? _lingering;
    private volatile bool _hasStarted;
    private bool _stops;
    private bool _ranOutOfTime;
    private long _start;

    /// <param name="owner">Whose run it is: the check.</param>
    /// <param name="program">What is run.</param>
    /// <param name="environment">What every child finds.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="startedAt">Now.</param>
    public ChildRun(
        string owner, ChildProgram program, IReadOnlyDictionary<string, string> environment, ChildLimits limits, DateTimeOffset startedAt)
    {
        Owner = owner;
        _program = program;
        _environment = environment;
        _limits = limits;
        _startedAt = startedAt;
    }

    /// <summary>Called once, by any thread, when all was done to end the run, and something of it lives on.</summary>
    public event Action<LingeringRun>? Lingers;

    /// <summary>Whose run it is: the check.</summary>
    public string Owner { get; }

    /// <summary>What the run has brought, as soon as that is settled.</summary>
    public Task<ChildOutcome> Judged => _judged.Task;

    /// <summary>Nothing is left of the run.</summary>
    public Task Over => _over.Task;

    /// <summary>What lives on although all was done to end it; <c>null</c> while there is no such thing.</summary>
    public LingeringRun? Lingering => Over.IsCompleted ? null : Volatile.Read(ref _lingering);

    /// <summary>What a next run has to wait for; <c>null</c> when nothing.</summary>
    public LingeringRun? Left => Over.IsCompleted || !Judged.IsCompleted ? null : Lingering ?? new LingeringRun(Owner, _startedAt, "it is being ended");

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Returns at once; to be called once, and before <see cref="Stop"/>.</summary>
    /// <param name="threads">Where its thread comes from.</param>
    public void Start(RunThreads threads)
    {
        if (Descriptors.OpenWakeUp(out _wakeUp) is not 0 and int error)
        {
            Settle(ChildOutcome.NotStarted(StartFault.OfPipe(error)));
            Close();
        }
        else if (!threads.TryRun(Run))
        {
            Settle(ChildOutcome.NotStarted(StartFault.NoThread));
            Close();
        }
    }

    /// <summary>Its thread did not say in time what has become of it: where execve(2) waits for the program's file, it cannot.</summary>
    public void GiveUpWaiting()
    {
        if (_hasStarted)
        {
            Settle(ChildOutcome.TimedOut);
        }
        else
        {
            GiveUp("its program is still being started; look at the disk or file server that it lies on");
        }
    }

    /// <summary>Tells the run to end; it does so by <see cref="ChildLimits.WholeStop"/>. From any thread, at any time.</summary>
    public void Stop()
    {
        _mustStop = true;
        lock (_wakeUpLock)
        {
            if (_wakeUp >= 0)
            {
                Descriptors.Wake(_wakeUp);
            }
        }
    }

    /// <summary>The last resort at a stop, when the run's own thread does not come to it in time. From any thread, at any time.</summary>
    public void Kill()
    {
        lock (_groupLock)
        {
            if (_group > 0)
            {
                Signals.SendToGroup(_group, Signals.Kill);
            }
        }
    }

    private void SetGroup(int group)
    {
        lock (_groupLock)
        {
            _group = group;
        }
    }

    private void Run()
    {
        _start = Stopwatch.GetTimestamp();
        try
        {
            if (ChildCommand.Prepare(_program, _environment, out string? fault) is not { } command)
            {
                Settle(ChildOutcome.NotStarted(fault!));
                return;
            }

            using ChildProcess? child = ChildProcess.Start(command, out fault);
            _hasStarted = true;
            if (child is null)
            {
                Settle(ChildOutcome.NotStarted(fault!));
                return;
            }

            try
            {
                SetGroup(child.Pid);
                Watch(child, new Ending(new RunMembers(child, command), child.Pid, _limits.GiveUpAfter));
            }
            finally
            {
                SetGroup(0); // it is reaped next, and its number may be another's
            }
        }
        catch (Exception e) // it belongs to whoever awaits the run; here it would end the daemon
        {
            _judged.TrySetException(e);
        }
        finally
        {
            Close();
        }
    }

    /// <summary>Returns when the child has ended, so that it can be reaped, and nothing else is left to wait for.</summary>
    private void Watch(ChildProcess child, Ending ending)
    {
        var watch = new ChildWatch(child, _limits, _wakeUp);
        while (true)
        {
            bool ended = watch.End is not null;
            if (ended && (watch.IsSilent || ending.HasBegun))
            {
                watch.Drain();
                Settle(OutcomeOf(watch));
            }

            bool isOver = ending.HasBegun ? ending.IsOver(Elapsed, ended) : ended && watch.IsSilent;
            if (isOver && ended)
            {
                return;
            }

            if (ending.HasGivenUp(Elapsed) && ending.Survivors.Count > 0)
            {
                GiveUp(Describe(ending.Survivors));
            }

            watch.Wait(isOver ? UntilAskedAgain : Patience(ending), woken: _stops);
            BeginEnding(ending, hasEnded: watch.End is not null, isSilent: watch.IsSilent);
        }
    }

    private TimeSpan Patience(Ending ending) => ending.HasBegun ? ending.NextLook(Elapsed) : _limits.Timeout - Elapsed;

    private void BeginEnding(Ending ending, bool hasEnded, bool isSilent)
    {
        if (hasEnded && isSilent && !ending.HasBegun)
        {
            return; // it has made it
        }

        if (_mustStop && !_stops)
        {
            _stops = true;
            ending.Begin(Elapsed + _limits.KillAfterStop);
        }

        if (!ending.HasBegun && Elapsed >= _limits.Timeout)
        {
            _ranOutOfTime = !hasEnded;
            ending.Begin(_limits.Timeout + _limits.KillAfter);
        }
    }

    private ChildOutcome OutcomeOf(ChildWatch watch)
    {
        (bool exited, int code) = watch.End!.Value;
        ChildEnd end = exited ? ChildEnd.Exited : _ranOutOfTime ? ChildEnd.TimedOut : ChildEnd.Killed;
        (string output, long dropped) = watch.Output.Read();
        (string errors, long droppedErrors) = watch.Errors.Read();
        string shown = Display.Escape(errors.TrimEnd('\n'));
        return new ChildOutcome(end)
        {
            Code = code,
            Output = output,
            DroppedBytes = dropped,
            Errors = droppedErrors == 0 ? shown : $"{shown}... ({droppedErrors} bytes more)",
            FirstError = Display.Escape(FirstLineOf(errors)),
        };
    }

    private static string FirstLineOf(string text)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.IsWhiteSpace())
            {
                return line.TrimEnd().ToString();
            }
        }

        return "";
    }

    private void GiveUp(string reason)
    {
        Settle(ChildOutcome.TimedOut);
        var lingering = new LingeringRun(Owner, _startedAt, reason);
        if (Interlocked.Exchange(ref _lingering, lingering) is null)
        {
            Lingers?.Invoke(lingering);
        }
    }

    private static string Describe(IReadOnlyList<Survivor> survivors) => survivors.Count == 1
        ? survivors[0].ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{survivors[0]} (and {survivors.Count - 1} more)");

    private void Settle(ChildOutcome outcome) => _judged.TrySetResult(outcome);

    private void Close()
    {
        lock (_wakeUpLock)
        {
            Descriptors.Close(ref _wakeUp);
        }

        _over.TrySetResult();
    }
}
