using System.Diagnostics;
using CheckTcp.Verdicts;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>One run of a child, from its start until nothing is left to be done about it.</summary>
/// <remarks>Each has a thread of its own, which spends its life in poll(2): next to a process that costs little, and no managed thread
/// has to wait for a program that hangs, not even while it is being started.</remarks>
internal sealed class ChildRun
{
    private const int StackBytes = 256 * 1024;
    private static readonly TimeSpan UntilAskedAgain = TimeSpan.FromMinutes(1);

    private readonly ChildProgram _program;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly ChildLimits _limits;
    private readonly Lock _wakeUpLock = new();
    private readonly TaskCompletionSource<ChildOutcome> _judged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _wakeUp = -1;
    private volatile bool _mustStop;
    private bool _stops;
    private bool _ranOutOfTime;
    private long _start;

    public ChildRun(ChildProgram program, IReadOnlyDictionary<string, string> environment, ChildLimits limits)
    {
        _program = program;
        _environment = environment;
        _limits = limits;
    }

    /// <summary>What the run has brought, as soon as that is settled.</summary>
    public Task<ChildOutcome> Judged => _judged.Task;

    /// <summary>Nothing is left of the run, or nothing more can be done about what is.</summary>
    public Task Over => _over.Task;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Returns at once; to be called once, and before <see cref="Stop"/>.</summary>
    public void Start()
    {
        if (Descriptors.OpenWakeUp(out _wakeUp) is not 0 and int error)
        {
            Settle(ChildOutcome.NotStarted(StartFault.OfPipe(error)));
            Close();
            return;
        }

        try
        {
            new Thread(Run, StackBytes) { IsBackground = true, Name = "child" }.UnsafeStart();
        }
        catch (OutOfMemoryException) // pthread_create(3): EAGAIN
        {
            Settle(ChildOutcome.NotStarted(StartFault.NoThread));
            Close();
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
            if (child is null)
            {
                Settle(ChildOutcome.NotStarted(fault!));
                return;
            }

            Watch(child, new Ending(new RunMembers(child, command.Marker), child.Pid, _limits.GiveUpAfter));
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
        return new ChildOutcome(end) { Code = code, Output = output, DroppedBytes = dropped, Errors = ErrorsOf(watch) };
    }

    private static string ErrorsOf(ChildWatch watch)
    {
        (string text, long dropped) = watch.Errors.Read();
        string shown = Display.Escape(text.TrimEnd('\n'));
        return dropped == 0 ? shown : $"{shown}... ({dropped} bytes more)";
    }

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
