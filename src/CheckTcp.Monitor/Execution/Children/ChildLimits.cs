namespace CheckTcp.Monitor.Execution.Children;

/// <summary>How long a child may take, and how long it may take to end.</summary>
/// <param name="Timeout">From its start until it is told to end (SIGTERM). Zero or less: it is not even started.</param>
internal sealed record ChildLimits(TimeSpan Timeout)
{
    /// <summary>Longer than a machine runs, and still a number of milliseconds that timers take.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(40);

    /// <summary>What is kept of standard error unless something else is asked for.</summary>
    public const int MostErrorBytes = 8 * 1024;

    /// <summary>From its start until it is told to end.</summary>
    public TimeSpan Timeout { get; } = Timeout < Longest ? Timeout : Longest;

    /// <summary>From SIGTERM at the deadline until SIGKILL; ten seconds, as the agent has it.</summary>
    public TimeSpan KillAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From SIGTERM until SIGKILL when the daemon stops, which has five seconds for all that it does.</summary>
    public TimeSpan KillAfterStop { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>From SIGKILL until the run counts as over although something of it lives on: a process that hangs in the kernel, such as
    /// on a file server that does not answer, dies only when that lets go.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes of standard output that are kept.</summary>
    public int MaxOutputBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes of standard error that are kept: one line of a log.</summary>
    public int MaxErrorBytes { get; init; } = MostErrorBytes;

    /// <summary>From the start until even the slowest end is over.</summary>
    public TimeSpan Whole => Timeout + KillAfter + GiveUpAfter;

    /// <summary>From the daemon's stop until even the slowest end is over.</summary>
    public TimeSpan WholeStop => KillAfterStop + GiveUpAfter;
}
