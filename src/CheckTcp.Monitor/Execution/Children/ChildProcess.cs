namespace CheckTcp.Monitor.Execution.Children;

/// <summary>A child that was started, and the descriptors by which it is watched.</summary>
internal sealed class ChildProcess : IDisposable
{
    private int _output = -1;
    private int _errors = -1;
    private int _exit = -1;

    private ChildProcess()
    {
    }

    /// <summary>The process, and the group that it leads.</summary>
    public int Pid { get; private set; }

    /// <summary>Where its standard output is read.</summary>
    public int Output => _output;

    /// <summary>Where its standard error is read.</summary>
    public int Errors => _errors;

    /// <summary>Readable when it has ended (pidfd_open(2)); negative where the kernel, before 5.3, has no such thing.</summary>
    public int Exit => _exit;

    /// <param name="command">What to start.</param>
    /// <param name="fault">Why it could not be started and what mends it; <c>null</c> when it was.</param>
    public static ChildProcess? Start(ChildCommand command, out string? fault)
    {
        var child = new ChildProcess();
        fault = child.Spawn(command);
        if (fault is null)
        {
            return child;
        }

        child.Dispose();
        return null;
    }

    /// <summary>How the child has ended; it stays a zombie until this is disposed.</summary>
    public (bool Exited, int Code)? PeekEnd() => Reaping.Peek(Pid);

    /// <summary>Closes the descriptors and, when the child has ended, takes it out of the table of processes.</summary>
    public void Dispose()
    {
        Descriptors.Close(ref _output);
        Descriptors.Close(ref _errors);
        Descriptors.Close(ref _exit);
        if (Pid > 0)
        {
            OwnChildren.Release(Pid);
        }
    }

    private string? Spawn(ChildCommand command)
    {
        int outputForChild = -1;
        int errorsForChild = -1;
        try
        {
            if (Descriptors.OpenPipe(out _output, out outputForChild) is not 0 and int noOutput)
            {
                return StartFault.OfPipe(noOutput);
            }

            if (Descriptors.OpenPipe(out _errors, out errorsForChild) is not 0 and int noErrors)
            {
                return StartFault.OfPipe(noErrors);
            }

            if (Spawner.Start(command, outputForChild, errorsForChild, out int pid) is not 0 and int error)
            {
                return StartFault.OfExec(command.Path, error);
            }

            Pid = pid;
            OwnChildren.Add(pid);
            _exit = Signals.OpenProcess(pid);
            Allowance.Give(pid);
            return null;
        }
        finally
        {
            Descriptors.Close(ref outputForChild);
            Descriptors.Close(ref errorsForChild);
        }
    }
}
