namespace CheckTcp.Monitor.Execution.Children;

/// <summary>A process of a run that lives on although it was to be killed.</summary>
/// <param name="Process">The process.</param>
/// <param name="Error">Why it could not be signalled (errno(3)); 0 when it was.</param>
internal readonly record struct Survivor(ProcessEntry Process, int Error)
{
    /// <summary>Which one, and why it lives, with what helps.</summary>
    public override string ToString() => $"process {Process.Pid} ({Display.Escape(Process.Name)}) " + (Error, Process.State) switch
    {
        (not 0, _) => $"cannot be signalled: {Errno.Words(Error)}; have its command end by itself (timeout(1)), or run check-tcpd as root",
        (_, 'D') => "hangs in the kernel (state D), where no signal reaches it; look at the disk or file server that it waits for",
        _ => "was sent SIGKILL and is still there; look at it with ps",
    };
}
