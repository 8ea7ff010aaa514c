namespace CheckTcp.Monitor.Execution.Children;

/// <summary>The signals that end a run (signal(7)); the numbers are those of every Linux that .NET runs on.</summary>
internal static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int ChildEnded = 17;
    public const int Continue = 18;

    /// <summary>TERM, and CONT so that a process that was stopped hears it; or KILL, which needs none.</summary>
    /// <param name="target">A process, or a group as its negative number. That it is gone, or not ours to signal, is no error here.</param>
    /// <param name="signal">What is sent.</param>
    public static void Send(int target, int signal)
    {
        _ = Libc.kill(target, signal);
        if (signal != Kill)
        {
            _ = Libc.kill(target, Continue);
        }
    }
}
